package deliver

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tonghop/pipeline"
)

// Files are put where their names say, and the message beside them in its recipient's folder; again is the same as once.
func TestOutbox(t *testing.T) {
	dir := t.TempDir()
	box := Outbox{Folder{Dir: dir, Durable: true}}
	d := pipeline.Delivery{ID: 3, Kind: pipeline.ReturnDelivery, Recipient: "ca-mau", Text: "x", HTML: "<p>Kính gửi</p>", Attachments: []pipeline.KeptFile{{Name: "ca-mau/Biểu trả lại.xlsx"}}}
	for range 2 {
		where, err := box.Carry(t.Context(), d, [][]byte{[]byte("bytes")}, func() error { t.Error("sending was said"); return nil })
		if err != nil || where != filepath.Join(dir, "ca-mau", "3-return.html") {
			t.Fatalf("%s, %v", where, err)
		}
	}
	for name, want := range map[string]string{"3-return.html": d.HTML, "Biểu trả lại.xlsx": "bytes"} {
		if got, err := os.ReadFile(filepath.Join(dir, "ca-mau", name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if found, err := filepath.Glob(filepath.Join(dir, "*", "*")); err != nil || len(found) != 2 {
		t.Errorf("%v, %v", found, err)
	}
}

// What cannot be written is tried again.
func TestOutboxFull(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Outbox{Folder{Dir: dir}}.Carry(t.Context(), pipeline.Delivery{Recipient: "ca-mau", Text: "x"}, nil, nil)
	var failure *pipeline.CarryError
	if !errors.As(err, &failure) || failure.State != pipeline.DeliveryDeferred || failure.Words == "" {
		t.Errorf("%v", err)
	}
}
