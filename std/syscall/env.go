// The environment: a copy of what the process was started with, changed by Setenv and its kin.

package syscall

import "sync"

func runtime_envs() []string

var (
	envLock sync.RWMutex
	// env is the list of "key=value"; index finds a key's place in it. Both are made on first use.
	env   []string
	index map[string]int
)

// load fills env and index; the write lock is held.
func load() {
	if index != nil {
		return
	}
	index = make(map[string]int)
	for _, s := range runtime_envs() {
		env = append(env, s)
		if i := equals(s); i > 0 {
			if _, dup := index[s[:i]]; !dup {
				index[s[:i]] = len(env) - 1
			}
		}
	}
}

// equals is the place of the '=' behind a key, -1 if there is none.
func equals(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] == '=' {
			return i
		}
	}
	return -1
}

// Getenv returns the value of an environment variable and whether it is set.
func Getenv(key string) (value string, found bool) {
	envLock.Lock()
	defer envLock.Unlock()
	load()
	i, found := index[key]
	if !found {
		return "", false
	}
	return env[i][len(key)+1:], true
}

// Setenv sets an environment variable.
func Setenv(key, value string) error {
	if key == "" {
		return EINVAL
	}
	for i := range len(key) {
		if key[i] == '=' || key[i] == 0 {
			return EINVAL
		}
	}
	for i := range len(value) {
		if value[i] == 0 {
			return EINVAL
		}
	}
	envLock.Lock()
	defer envLock.Unlock()
	load()
	if i, ok := index[key]; ok {
		env[i] = key + "=" + value
		return nil
	}
	index[key] = len(env)
	env = append(env, key+"="+value)
	return nil
}

// Unsetenv removes an environment variable.
func Unsetenv(key string) error {
	envLock.Lock()
	defer envLock.Unlock()
	load()
	if i, ok := index[key]; ok {
		env[i] = ""
		delete(index, key)
	}
	return nil
}

// Clearenv removes all environment variables.
func Clearenv() {
	envLock.Lock()
	defer envLock.Unlock()
	load()
	clear(index)
	env = nil
}

// Environ returns all variables as "key=value".
func Environ() []string {
	envLock.Lock()
	defer envLock.Unlock()
	load()
	list := make([]string, 0, len(env))
	for _, s := range env {
		if s != "" {
			list = append(list, s)
		}
	}
	return list
}
