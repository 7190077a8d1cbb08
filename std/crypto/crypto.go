// Package crypto names hash functions, and has the interfaces of keys.
package crypto

import (
	"errors"
	"hash"
	"io"
	"strconv"
)

// A Hash names a hash function; the package that implements it registers it.
type Hash uint

// The hash functions there are names for.
const (
	MD4         Hash = 1 + iota // golang.org/x/crypto/md4
	MD5                         // crypto/md5
	SHA1                        // crypto/sha1
	SHA224                      // crypto/sha256
	SHA256                      // crypto/sha256
	SHA384                      // crypto/sha512
	SHA512                      // crypto/sha512
	MD5SHA1                     // none: used by TLS
	RIPEMD160                   // golang.org/x/crypto/ripemd160
	SHA3_224                    // crypto/sha3
	SHA3_256                    // crypto/sha3
	SHA3_384                    // crypto/sha3
	SHA3_512                    // crypto/sha3
	SHA512_224                  // crypto/sha512
	SHA512_256                  // crypto/sha512
	BLAKE2s_256                 // golang.org/x/crypto/blake2s
	BLAKE2b_256                 // golang.org/x/crypto/blake2b
	BLAKE2b_384                 // golang.org/x/crypto/blake2b
	BLAKE2b_512                 // golang.org/x/crypto/blake2b
	MLDSAMu                     // none: says that a message was hashed as ML-DSA wants it
	maxHash
)

var names = [maxHash]string{
	MD4: "MD4", MD5: "MD5", SHA1: "SHA-1", SHA224: "SHA-224", SHA256: "SHA-256", SHA384: "SHA-384", SHA512: "SHA-512",
	MD5SHA1: "MD5+SHA1", RIPEMD160: "RIPEMD-160", SHA3_224: "SHA3-224", SHA3_256: "SHA3-256", SHA3_384: "SHA3-384",
	SHA3_512: "SHA3-512", SHA512_224: "SHA-512/224", SHA512_256: "SHA-512/256", BLAKE2s_256: "BLAKE2s-256",
	BLAKE2b_256: "BLAKE2b-256", BLAKE2b_384: "BLAKE2b-384", BLAKE2b_512: "BLAKE2b-512",
	MLDSAMu: "ML-DSA μ message representative",
}

var sizes = [maxHash]uint8{
	MD4: 16, MD5: 16, SHA1: 20, SHA224: 28, SHA256: 32, SHA384: 48, SHA512: 64, MD5SHA1: 36, RIPEMD160: 20,
	SHA3_224: 28, SHA3_256: 32, SHA3_384: 48, SHA3_512: 64, SHA512_224: 28, SHA512_256: 32,
	BLAKE2s_256: 32, BLAKE2b_256: 32, BLAKE2b_384: 48, BLAKE2b_512: 64, MLDSAMu: 64,
}

var makers [maxHash]func() hash.Hash

// HashFunc gives h, so that a Hash is a SignerOpts.
func (h Hash) HashFunc() Hash { return h }

func (h Hash) String() string {
	if 0 < h && h < maxHash {
		return names[h]
	}
	return "unknown hash value " + strconv.Itoa(int(h))
}

// Size gives the number of bytes of a hash. It panics for an unknown function.
func (h Hash) Size() int {
	if 0 < h && h < maxHash {
		return int(sizes[h])
	}
	panic("crypto: Size of unknown hash function")
}

// New makes a hash. It panics if the function is not linked into the program.
func (h Hash) New() hash.Hash {
	if h.Available() {
		return makers[h]()
	}
	panic("crypto: requested hash function unavailable: " + h.String())
}

// Available tells whether the function is linked into the program.
func (h Hash) Available() bool { return h < maxHash && makers[h] != nil }

// RegisterHash says how hashes of a function are made; for use by the init functions of packages.
func RegisterHash(h Hash, f func() hash.Hash) {
	if h == MLDSAMu {
		panic("crypto: cannot RegisterHash for MLDSAMu")
	}
	if h >= maxHash {
		panic("crypto: RegisterHash of unknown hash function")
	}
	makers[h] = f
}

// PublicKey is a public key of any algorithm.
type PublicKey any

// PrivateKey is a private key of any algorithm.
type PrivateKey any

// A Signer signs digests with a key that need not be at hand.
type Signer interface {
	Public() PublicKey
	Sign(rand io.Reader, digest []byte, opts SignerOpts) (signature []byte, err error)
}

// A MessageSigner signs messages, hashing them itself.
type MessageSigner interface {
	Signer
	SignMessage(rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error)
}

// SignerOpts are the options for signing: at least the hash that made the digest, zero for none.
type SignerOpts interface {
	HashFunc() Hash
}

// A Decrypter decrypts with a key that need not be at hand.
type Decrypter interface {
	Public() PublicKey
	Decrypt(rand io.Reader, msg []byte, opts DecrypterOpts) (plaintext []byte, err error)
}

// DecrypterOpts are options for decrypting.
type DecrypterOpts any

// A Decapsulator has a private key for receiving shared keys.
type Decapsulator interface {
	Encapsulator() Encapsulator
	Decapsulate(ciphertext []byte) (sharedKey []byte, err error)
}

// An Encapsulator has a public key for sending shared keys.
type Encapsulator interface {
	Bytes() []byte
	Encapsulate() (sharedKey, ciphertext []byte)
}

// SignMessage signs msg: by the signer itself if it is a MessageSigner, else hashed as opts say.
func SignMessage(signer Signer, rand io.Reader, msg []byte, opts SignerOpts) (signature []byte, err error) {
	if s, ok := signer.(MessageSigner); ok {
		return s.SignMessage(rand, msg, opts)
	}
	if h := opts.HashFunc(); h != 0 {
		if !h.Available() {
			return nil, errors.New("crypto: hash function " + h.String() + " is not available")
		}
		d := h.New()
		d.Write(msg)
		msg = d.Sum(nil)
	}
	return signer.Sign(rand, msg, opts)
}
