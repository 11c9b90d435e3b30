package main

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestServeGivesItsAddressBack starts services that cannot come up, for their socket cannot be made, or the portal's address is taken: the address of metrics
// and health is free again.
func TestServeGivesItsAddressBack(t *testing.T) {
	for what, c := range map[string]struct{ inTheWay, portal bool }{"socket": {inTheWay: true}, "portal": {portal: true}} {
		t.Run(what, func(t *testing.T) {
			free, taken := listens(t), listens(t)
			address := free.Addr().String()
			if err := free.Close(); err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			data, config := filepath.Join(folder, "data"), filepath.Join(folder, "tonghop.yaml")
			text, want := "service:\n  listen: "+address+"\n", exitInternal
			if c.portal {
				text, want = text+"  portal: {listen: "+taken.Addr().String()+"}\n", exitUsage
			}
			if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if c.inTheWay {
				if err := os.MkdirAll(filepath.Join(data, "tonghop.sock", "taken"), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			if p := typed(t.Context(), time.Now, "--data", data, "--config", config, "serve"); p.Code != want {
				t.Errorf("serve: exit %d, expected %d\n%s", p.Code, want, p.Err)
			}
			again, err := net.Listen("tcp", address)
			if err != nil {
				t.Fatalf("the address is still taken: %v", err)
			}
			again.Close()
		})
	}
}

// listens takes an address of this machine, until the test ends.
func listens(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}
