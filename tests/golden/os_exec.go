// Other programs: streams, pipes, exit codes, signals, contexts, errors.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

func show(what string, out []byte, err error) {
	fmt.Printf("%s: %q %v %T\n", what, out, err, err)
}

func main() {
	out, err := exec.Command("echo", "hello", "world").Output()
	show("echo", out, err)
	out, err = exec.Command("sh", "-c", "echo out; echo err >&2; exit 3").Output()
	show("sh", out, err)
	var ee *exec.ExitError
	if errors.As(err, &ee) {
		fmt.Printf("%d %q %v %v %v\n", ee.ExitCode(), ee.Stderr, ee.Exited(), ee.Success(), ee.Sys().(syscall.WaitStatus).ExitStatus())
	}
	out, err = exec.Command("sh", "-c", "echo out; echo err >&2; kill -9 $$").CombinedOutput()
	show("kill", out, err)
	c := exec.Command("tr", "a-z", "A-Z")
	c.Stdin = strings.NewReader("some text\n")
	out, err = c.Output()
	show("tr", out, err)
	c = exec.Command("cat")
	w, _ := c.StdinPipe()
	r, _ := c.StdoutPipe()
	fmt.Println(c.Start())
	io.WriteString(w, "through pipes")
	w.Close()
	b, _ := io.ReadAll(r)
	fmt.Println(string(b), c.Wait(), c.ProcessState, c.ProcessState.ExitCode())
	fmt.Println(c.Wait(), c.Start(), c.Process.Kill(), c.Process.Signal(syscall.SIGTERM))
	_, err = exec.LookPath("no-such-program")
	fmt.Println(err, errors.Is(err, exec.ErrNotFound))
	_, err = exec.LookPath("/etc")
	fmt.Println(err)
	_, err = exec.LookPath("/etc/passwd")
	fmt.Println(err)
	fmt.Println(exec.Command("no-such-program", "x").Run())
	fmt.Println(exec.Command("/no/such/program").Run())
	fmt.Println(exec.Command("/etc/passwd").Run())
	c = exec.Command("pwd")
	c.Dir = "/usr"
	out, err = c.Output()
	show("pwd", out, err)
	c = exec.Command("pwd")
	c.Dir = "/no/such/dir"
	out, err = c.Output()
	show("pwd", out, err)
	c = exec.Command("sh", "-c", "echo $A $B; cat <&3")
	c.Env = []string{"A=1", "B=2", "A=3", "PATH=/bin:/usr/bin"}
	pr, pw, _ := os.Pipe()
	c.ExtraFiles = []*os.File{pr}
	pw.WriteString("extra")
	pw.Close()
	out, err = c.CombinedOutput()
	show("env", out, err)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	t := time.Now()
	err = exec.CommandContext(ctx, "sleep", "60").Run()
	fmt.Println(err, ctx.Err(), time.Since(t) < 30*time.Second)
	c = exec.Command("sh", "-c", "sleep 60 & echo done")
	c.WaitDelay = 50 * time.Millisecond
	t = time.Now()
	out, err = c.Output()
	fmt.Printf("%v %v\n", err, time.Since(t) < 30*time.Second)
	fmt.Println(exec.Command("true").String() != "", exec.Command("nope", "a b").String(), (&exec.Cmd{}).Run(), (&exec.Cmd{}).Wait())
	c = exec.Command("sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1")
	_, err = c.Output()
	fmt.Println(len(err.(*exec.ExitError).Stderr), strings.Contains(string(err.(*exec.ExitError).Stderr), "omitting"))
	p, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 7"}, &os.ProcAttr{Files: []*os.File{nil, os.Stdout, os.Stderr}})
	st, err2 := p.Wait()
	fmt.Println(err, st, err2, st.Pid() == p.Pid, st.UserTime() < time.Second)
	_, err = p.Wait()
	fmt.Println(err)
	for range 200 {
		if err := exec.Command("true").Run(); err != nil {
			fmt.Println(err)
		}
	}
	c = exec.Command("true")
	c.Stdin = strings.NewReader(strings.Repeat("x", 1<<20))
	fmt.Println(c.Run())
}
