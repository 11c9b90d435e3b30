package main

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestServeGivesItsAddressBack starts a service whose socket cannot be made: the address of metrics and health is free again.
func TestServeGivesItsAddressBack(t *testing.T) {
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := probe.Addr().String()
	if err := probe.Close(); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	data, config := filepath.Join(folder, "data"), filepath.Join(folder, "tonghop.yaml")
	if err := os.WriteFile(config, []byte("service: {listen: "+address+"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(data, "tonghop.sock", "taken"), 0o700); err != nil {
		t.Fatal(err)
	}
	if p := typed(t.Context(), time.Now, "--data", data, "--config", config, "serve"); p.Code != exitInternal {
		t.Errorf("serve: exit %d\n%s", p.Code, p.Err)
	}
	again, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatalf("the address is still taken: %v", err)
	}
	again.Close()
}
