package printer_test

import (
	"bufio"
	"net"
	"sync"
	"testing"
)

// fake is a receipt printer on the network that can fail.
type fake struct {
	testing.TB
	net.Listener

	mu      sync.Mutex
	silent  bool // it answers no question
	deaf    bool // it reads nothing
	noPaper bool
	runsOut bool // the paper ends in the middle of a document
	breaks  int  // the connection, after so many bytes of documents; 0: never
	stalls  int  // it reads no further, after so many
	jobs    []string
	stalled chan struct{}
}

func newFake(t testing.TB, address string) *fake {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{TB: t, Listener: listener, stalled: make(chan struct{})}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go f.serve(conn.(*net.TCPConn))
		}
	}()
	return f
}

func (f *fake) address() string { return f.Addr().String() }

func (f *fake) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

// got are the documents that came, whole or not.
func (f *fake) got() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, job := range f.jobs {
		if job != "" {
			all = append(all, job)
		}
	}
	return all
}

func (f *fake) serve(conn *net.TCPConn) {
	defer conn.Close()
	f.mu.Lock()
	deaf := f.deaf
	f.jobs = append(f.jobs, "")
	at := len(f.jobs) - 1
	f.mu.Unlock()
	if deaf {
		<-f.stalled // never, but for a test that closes it
		return
	}
	in := bufio.NewReader(conn)
	for {
		b, err := in.ReadByte()
		if err != nil {
			return
		}
		f.mu.Lock()
		var answer byte
		switch b {
		case 0x10: // DLE EOT n
			in.ReadByte()
			question, _ := in.ReadByte()
			answer = f.status(question)
		case 0x1D: // GS r n
			in.ReadByte()
			in.ReadByte()
			answer = 0x80 // news that nobody asked for, then the sensor
			if !f.silent {
				conn.Write([]byte{answer})
			}
			answer = 0
			if f.runsOut {
				answer = 0x0C
			}
		default:
			f.jobs[at] += string(b)
			if f.breaks > 0 && len(f.jobs[at]) == f.breaks {
				f.mu.Unlock()
				conn.SetLinger(0) // as when the plug is pulled
				return
			}
			if f.stalls > 0 && len(f.jobs[at]) == f.stalls {
				f.mu.Unlock()
				close(f.stalled)
				select {}
			}
			f.mu.Unlock()
			continue
		}
		silent := f.silent
		f.mu.Unlock()
		if !silent {
			conn.Write([]byte{answer})
		}
	}
}

func (f *fake) status(question byte) byte {
	const fixed = 0x12
	switch {
	case question == 1 && f.noPaper:
		return fixed | 0x08
	case question == 2 && f.noPaper:
		return fixed | 0x20
	case question == 4 && f.noPaper:
		return fixed | 0x60
	}
	return fixed
}
