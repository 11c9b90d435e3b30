package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline/scan/clamdtest"
)

// TestScanned runs the service with the real clamd: malware is refused and in the journal, doctor says whether clamd answers, and nothing is left of an
// upload in whose middle the service is killed.
func TestScanned(t *testing.T) {
	t.Parallel()
	c := newCrowd(t, installed(t))
	c.configure("listen: "+c.address, fmt.Sprintf("listen: %s, scan: %s", c.address, clamdtest.Start(t, "StreamMaxLength 25M")))
	if got := c.diagnosed("scanner"); got.Health != doubtful || !strings.Contains(got.Found, "has no official signatures") {
		t.Errorf("with clamd: %+v", got)
	}
	c.start()
	v := c.mustVisit(c.provinces[0].ID)
	location, err := v.upload(t.Context(), sent{"sạch.xlsx", c.figures(0, c.month, 1)}, sent{"bẩn.xlsx", clamdtest.EICAR()})
	if err != nil || location != "/receipts/1" {
		t.Errorf("%s, %v", location, err)
	}
	page, err := v.outcome(location)
	if err != nil || !strings.Contains(page, "Tệp bẩn.xlsx chưa được nhận vì có mã độc") || !strings.Contains(page, "Lần gửi số 1") {
		t.Errorf("%v\n%s", err, page)
	}
	c.halfAnUpload(v)
	_ = c.serve.Process.Kill()
	_ = c.serve.Wait()
	if n := countFiles(c, c.dir, "data/archive/originals/.arriving-*"); n != 1 {
		t.Errorf("%d files were coming when it was killed", n)
	}
	c.start()
	c.stop()
	for pattern, want := range map[string]int{"originals/.*": 0, "originals/??/*": 1, "receipts/*/*": 1, "pending/*": 0} {
		if n := countFiles(c, filepath.Join(c.dir, "data", "archive"), pattern); n != want {
			t.Errorf("%d files at %s, expected %d", n, pattern, want)
		}
	}
	out, err := c.tonghop("journal").CombinedOutput()
	if lines := strings.Count(string(out), "│ malware "); err != nil || lines != 1 || !strings.Contains(string(out), "malware="+clamdtest.Signature) {
		t.Errorf("%v\n%s", err, out)
	}
	if !strings.Contains(c.log.String(), "refused for malware") {
		t.Error(c.log.String())
	}
	c.configure("service:", "limits: {file_bytes: 31457280}\nservice:")
	if got := c.diagnosed("scanner"); got.Health != broken || !strings.Contains(got.Advice, "StreamMaxLength, MaxFileSize and MaxScanSize in clamd.conf to 31457280") {
		t.Errorf("of larger files than clamd takes: %+v", got)
	}
	c.configure("scan: ", "scan: /run/nobody/") // nobody answers there
	if got := c.diagnosed("scanner"); got.Health != broken || !strings.Contains(got.Advice, "until then every upload is refused") {
		t.Errorf("without clamd: %+v", got)
	}
}

// configure changes a word of the configuration.
func (c *crowd) configure(before, after string) {
	c.Helper()
	path := filepath.Join(c.dir, "tonghop.yaml")
	text, err := os.ReadFile(path)
	if err == nil && !bytes.Contains(text, []byte(before)) {
		err = fmt.Errorf("%q is not in it", before)
	}
	if err == nil {
		err = os.WriteFile(path, bytes.Replace(text, []byte(before), []byte(after), 1), 0o600)
	}
	if err != nil {
		c.Fatal(err)
	}
}

// diagnosed is what doctor says of something.
func (c *crowd) diagnosed(check string) diagnosis {
	c.Helper()
	out, _ := c.tonghop("--json", "doctor").Output() // it may end in an error
	var all []diagnosis
	if err := json.Unmarshal(out, &all); err != nil {
		c.Fatalf("%v\n%s", err, out)
	}
	i := slices.IndexFunc(all, func(d diagnosis) bool { return d.Check == check })
	if i < 0 {
		c.Fatalf("doctor does not look at %s\n%s", check, out)
	}
	return all[i]
}

// halfAnUpload sends the first half of a file, and waits until that has come.
func (c *crowd) halfAnUpload(v *visitor) {
	c.Helper()
	line, err := net.Dial("tcp", c.address)
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { line.Close() })
	at, err := url.Parse(v.address)
	if err != nil {
		c.Fatal(err)
	}
	const border, size = "border", 1 << 20
	part := func(head, text string) string {
		return "--" + border + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + text
	}
	body := part(`name="token"`, v.token+"\r\n") + part(`name="files"; filename="nửa.xlsx"`, strings.Repeat("x", size))
	fmt.Fprintf(line, "POST /upload HTTP/1.1\r\nHost: %s\r\nContent-Type: multipart/form-data; boundary=%s\r\nContent-Length: %d\r\nCookie: %s\r\n\r\n", c.address, border, 2*size, v.Jar.Cookies(at)[0])
	if _, err := io.WriteString(line, body); err != nil {
		c.Fatal(err)
	}
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(c.dir, "data/archive/originals/.arriving-*"))
		if err != nil || time.Since(begun) > time.Minute {
			c.Fatalf("half of it has not come: %v, %v", found, err)
		}
		if len(found) == 1 {
			if info, err := os.Stat(found[0]); err == nil && info.Size() > size/2 {
				return
			}
		}
	}
}
