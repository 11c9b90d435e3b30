package portal_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestUploadMemory sends a file of 50 MB whose line breaks at its end: it lies on the disk while it comes, hardly any of it in memory, and nothing of it stays.
// Nothing else runs meanwhile.
func TestUploadMemory(t *testing.T) {
	const megabytes = 50
	o := newOffice(t)
	o.pipeline.Catalog.Config.Limits.FileBytes = (megabytes + 1) << 20
	b := o.browse("lan")
	b.get("/password")
	var head bytes.Buffer
	w := multipart.NewWriter(&head)
	if err := w.WriteField("token", b.token); err != nil {
		t.Fatal(err)
	}
	if _, err := w.CreateFormFile("files", "to.xlsx"); err != nil {
		t.Fatal(err)
	}
	body, line := io.Pipe()
	broken := errors.New("the line is broken")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	go func() {
		piece := bytes.Repeat([]byte{'x'}, 1<<20)
		_, err := line.Write(head.Bytes())
		for range megabytes {
			if _, failed := line.Write(piece); failed != nil {
				err = failed
			}
		}
		if size := o.arriving(); size < (megabytes-8)<<20 || err != nil { // what is on the way is in the buffers of the network
			t.Errorf("%d bytes have come, %v", size, err)
		}
		line.CloseWithError(broken)
	}()
	request, err := http.NewRequest(http.MethodPost, b.server.URL+"/upload", body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", w.FormDataContentType())
	if _, err := b.client.Do(request); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	for begun := time.Now(); o.arriving() >= 0; time.Sleep(time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatal("what came is still there")
		}
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("%d bytes were allocated", took)
	} else {
		t.Logf("%d KB were allocated", took>>10)
	}
	o.receipts(0)
}

// arriving is the size of the file that is coming; -1 for none.
func (o *office) arriving() int64 {
	found, err := filepath.Glob(filepath.Join(o.archive, "originals", ".arriving-*"))
	if err != nil || len(found) == 0 {
		return -1
	}
	info, err := os.Stat(found[0])
	if err != nil {
		return -1
	}
	return info.Size()
}

// TestUploadOfMany sends more files than are taken at once.
func TestUploadOfMany(t *testing.T) {
	t.Parallel()
	b := newOffice(t).browse("lan")
	var files []upload
	for i := range 21 {
		files = append(files, upload{fmt.Sprintf("thư %d.xlsx", i+1), fmt.Appendf(nil, "Kính gửi %d", i+1)})
	}
	_, page, path := b.upload(files...)
	if path != "/receipts/1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20" {
		t.Errorf("%s\n%s", path, page)
	}
	b.holds(page, "thư 1.xlsx", "thư 20.xlsx", "Mỗi lần gửi được 20 tệp")
	b.receipts(20)
}

// TestUploadSlowly has lines of which one brings a little all the time, and the other a byte now and then.
func TestUploadSlowly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.portal.SetPatience(400*time.Millisecond, 1<<10)
	b := o.browse("lan")
	b.get("/password")
	kind, body := b.body(b.token, o.sample("tay-nam-bo-2024/ca-mau.xlsx"))
	if answer, took := b.dribble(kind, 0, body, 1<<10, 50*time.Millisecond); !strings.Contains(answer, "Location: /receipts/1\r\n") || took < 500*time.Millisecond {
		t.Errorf("a slow line, after %v: %s", took, answer)
	}
	if answer, took := b.dribble(kind, len(body)/2, body, 1, 50*time.Millisecond); !strings.Contains(answer, "Đường truyền bị ngắt") || took > 10*time.Second {
		t.Errorf("a line that dribbles, after %v: %s", took, answer)
	}
	o.receipts(1)
	if !strings.Contains(o.log.String(), "broken off") {
		t.Errorf("log: %s", &o.log)
	}
}

// dribble sends an upload, from somewhere on in small pieces with pauses, and returns the answer and how long it took.
func (b *browser) dribble(kind string, from int, body []byte, piece int, pause time.Duration) (answer string, took time.Duration) {
	b.Helper()
	begun := time.Now()
	at, err := url.Parse(b.server.URL)
	if err != nil {
		b.Fatal(err)
	}
	line, err := net.Dial("tcp", at.Host)
	if err != nil {
		b.Fatal(err)
	}
	defer line.Close()
	fmt.Fprintf(line, "POST /upload HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\nCookie: %s\r\n\r\n", at.Host, kind, len(body), b.client.Jar.Cookies(at)[0])
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		text, _ := io.ReadAll(line) // it ends with a line that is cut
		answer = string(text)
	}()
	if _, err := line.Write(body[:from]); err != nil {
		b.Fatal(err)
	}
	for sent := from; sent < len(body); sent += piece {
		select {
		case <-ended:
			return answer, time.Since(begun)
		case <-time.After(pause):
		}
		if _, err := line.Write(body[sent:min(len(body), sent+piece)]); err != nil {
			break
		}
	}
	<-ended
	return answer, time.Since(begun)
}
