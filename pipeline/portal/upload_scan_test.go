package portal_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/scan"
	"tonghop/pipeline/scan/clamdtest"
)

// infected is a workbook with the EICAR test file in it, compressed as all of a workbook is.
func (o *office) infected(name string) upload {
	o.Helper()
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	part, err := w.Create("xl/embeddings/oleObject1.bin")
	if err == nil {
		_, err = part.Write(clamdtest.EICAR())
	}
	if err != nil || w.Close() != nil {
		o.Fatal(err)
	}
	return upload{name, data.Bytes()}
}

// TestUploadScanned has the real clamd look at uploads: malware is refused, and so is what it does not look at, whole.
func TestUploadScanned(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.reception.Scanner = scan.New(clamdtest.Start(t, "StreamMaxLength 1M"))
	b := o.browse("lan")
	form, infected := o.sample("tay-nam-bo-2024/ca-mau.xlsx"), o.infected(`<b>bảng lương.xlsx`)
	refused := `<p class="error" role="alert">Tệp &lt;b&gt;bảng lương.xlsx chưa được nhận vì có mã độc (` + clamdtest.Signature + `). Không mở tệp này nữa;`
	if _, page, path := b.upload(infected); path != "/" {
		t.Errorf("infected: %s", path)
	} else {
		b.holds(page, refused)
	}
	o.receipts(0)
	if _, page, path := b.upload(infected, form); path != "/submissions/1" {
		t.Errorf("infected, and a form: %s\n%s", path, page)
	} else {
		b.holds(page, refused, "Đã tiếp nhận")
	}
	if _, page, path := b.upload(upload{"to.xlsx", make([]byte, 2<<20)}); path != "/" {
		t.Errorf("larger than clamd takes: %s", path)
	} else {
		b.holds(page, "Tệp to.xlsx chưa được nhận vì lớn hơn mức kiểm tra mã độc cho phép.")
	}
	o.receipts(1)
	entries, err := o.Journal(context.Background(), time.Time{})
	var found []pipeline.JournalEntry
	for _, e := range entries {
		if e.Action == pipeline.MalwareAction {
			found = append(found, e)
		}
	}
	if err != nil || len(found) != 2 || found[0].Who != "lan" || found[0].Detail["unit"] != "ca-mau-2025" || found[0].Detail["malware"] != clamdtest.Signature || len(found[0].Subject) != 64 {
		t.Errorf("journal: %+v, %v", found, err)
	}
	if scans := o.reception.Scans(); scans[pipeline.ScannedClean] != 1 || scans[pipeline.ScannedInfected] != 2 || scans[pipeline.ScanFailed] != 1 {
		t.Errorf("scans: %v", scans)
	}
	if log := o.log.String(); !strings.Contains(log, "refused for malware") || !strings.Contains(log, "login=lan") || strings.Contains(log, "bảng lương") {
		t.Errorf("log: %s", log)
	}
	_, secret := o.newToken("ca-mau-2025")
	for code, file := range map[string]upload{"infected": infected, "unscanned-size": {"to.xlsx", make([]byte, 2<<20)}} {
		kind, body := o.parts([]string{fileOf}, file)
		status, answer := o.sendBody(secret, kind, bytes.NewReader(body))
		o.refused("by a program: "+code, status, answer, code)
	}
	o.receipts(1)
}

// TestUploadUnscanned uploads where clamd does not answer properly: nothing is taken in.
func TestUploadUnscanned(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	for name, address := range map[string]string{
		"nobody": "/run/nobody/clamd.ctl",
		"a liar": o.scanner(0, "stream: OK"), // its answer has no end
		"late":   o.scanner(time.Second, "stream: OK\x00"),
	} {
		clamd := scan.New(address)
		clamd.Timeout = 500 * time.Millisecond
		o.reception.Scanner = clamd
		if _, page, path := b.upload(o.sample("tay-nam-bo-2024/ca-mau.xlsx")); path != "/" {
			t.Errorf("%s: %s", name, path)
		} else {
			b.holds(page, "Tệp ca-mau.xlsx chưa được nhận vì lúc này không kiểm tra được mã độc.")
		}
		o.receipts(0)
	}
	if log := o.log.String(); strings.Count(log, "could not be scanned") != 3 || !strings.Contains(log, "clamd at /run/nobody/clamd.ctl") {
		t.Errorf("log: %s", log)
	}
}

// TestUploadScannedSlowly gives a file more time to be scanned than a line has to bring the next piece.
func TestUploadScannedSlowly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.portal.SetPatience(200*time.Millisecond, 4<<10)
	o.reception.Scanner = scan.New(o.scanner(500*time.Millisecond, "stream: OK\x00"))
	if _, page, path := o.browse("lan").upload(o.sample("tay-nam-bo-2024/ca-mau.xlsx"), o.sample("tay-nam-bo-2024/soc-trang.xlsx")); path != "/receipts/1,2" {
		t.Errorf("%s\n%s", path, page)
	}
}

// scanner is what answers like clamd, after a while, whatever it is sent.
func (o *office) scanner(after time.Duration, answer string) (address string) {
	o.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if _, err := io.CopyN(io.Discard, conn, int64(len("zINSTREAM\x00"))); err != nil {
					return
				}
				for length := uint32(1); length > 0; {
					if binary.Read(conn, binary.BigEndian, &length) != nil {
						return
					}
					io.CopyN(io.Discard, conn, int64(length))
				}
				time.Sleep(after)
				io.WriteString(conn, answer)
			}()
		}
	}()
	return listener.Addr().String()
}
