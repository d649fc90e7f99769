/** Does what its first argument says, as a hostile renderer might. Go, because the wall admits static programs only. */
export const hostileProgram = `package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

func show(what string, err error) { fmt.Println(what+":", err) }

func again(argument string, attributes syscall.SysProcAttr) *exec.Cmd {
	child := exec.Command("/program", argument)
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	child.SysProcAttr = &attributes
	return child
}

func main() {
	switch os.Args[1] {
	case "look":
		entries, _ := os.ReadDir("/")
		for _, entry := range entries {
			fmt.Print(entry.Name(), " ")
		}
		fmt.Println(os.Getpid(), os.Getuid(), len(os.Environ()))
		for _, pair := range os.Environ() {
			fmt.Println(strings.SplitN(pair, "=", 2)[0])
		}
	case "write":
		for _, path := range []string{"/x", "/tree/x", "/tree/0/a.yaml", "/home/x", "/program"} {
			_, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
			show(path, err)
		}
	case "privileges":
		show("mount", syscall.Mount("x", "/home", "tmpfs", 0, ""))
		show("namespace", again("look", syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER}).Run())
		show("root", syscall.Setuid(0))
		show("host name", syscall.Sethostname([]byte("x")))
	case "dial":
		_, err := net.DialTimeout("tcp", os.Args[2], 2*time.Second)
		show("dial", err)
		_, err = net.LookupHost("example.com")
		fmt.Println("lookup fails:", err != nil)
		interfaces, _ := net.Interfaces()
		for _, one := range interfaces {
			fmt.Println(one.Name, one.Flags&net.FlagUp != 0)
		}
	case "sleep":
		time.Sleep(time.Hour)
	case "spin":
		for {
		}
	case "eat":
		var kept [][]byte
		for {
			block := make([]byte, 10_000_000)
			for i := range block {
				block[i] = 1
			}
			kept = append(kept, block)
			_ = kept
		}
	case "flood":
		for {
			fmt.Println(strings.Repeat("x", 1000))
		}
	case "fork":
		started := 0
		for i := 0; i < 1000; i++ {
			if again("sleep", syscall.SysProcAttr{Setsid: true}).Start() == nil {
				started++
			}
		}
		fmt.Println(started)
	case "repeat":
		fmt.Println(fmt.Sprintf("%q", os.Args[2:]))
		input, err := io.ReadAll(os.Stdin)
		fmt.Println(len(input), err)
	case "open":
		for i := 0; i < 16; i++ {
			var found syscall.Stat_t
			if syscall.Fstat(i, &found) == nil && found.Mode&syscall.S_IFMT == syscall.S_IFDIR {
				fmt.Println("folder", i)
			} else if syscall.Fstat(i, &found) == nil && i > 2 && found.Mode&syscall.S_IFMT == syscall.S_IFIFO {
				fmt.Println("pipe", i)
			}
		}
	case "leave":
		show("start", again("sleep", syscall.SysProcAttr{Setsid: true}).Start())
	}
}
`;
