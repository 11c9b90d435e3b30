package portal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
)

// fileOf is the field that a program sends a workbook in.
const fileOf = "workbook"

// parts makes the body of a program: files, each in its field.
func (o *office) parts(fields []string, files ...upload) (kind string, body []byte) {
	o.Helper()
	var text bytes.Buffer
	w := multipart.NewWriter(&text)
	for i, f := range files {
		part, err := w.CreateFormFile(fields[i], f.name)
		if err == nil {
			_, err = part.Write(f.data)
		}
		if err != nil {
			o.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		o.Fatal(err)
	}
	return w.FormDataContentType(), text.Bytes()
}

// sendBody sends a body with a token's secret.
func (o *office) sendBody(secret, kind string, body io.Reader) (status int, answer string) {
	o.Helper()
	request, err := http.NewRequestWithContext(o.Context(), http.MethodPost, o.server.URL+"/api/v1/submissions", body)
	if err != nil {
		o.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	return o.answerTo(request, secret)
}

// uploadBy sends a workbook, and returns what became of it.
func (o *office) uploadBy(secret string, file upload) (status int, outcome pipeline.Outcome) {
	o.Helper()
	kind, body := o.parts([]string{fileOf}, file)
	status, answer := o.sendBody(secret, kind, bytes.NewReader(body))
	var got struct{ Submission pipeline.Outcome }
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		o.Fatalf("%v: %d %s", err, status, answer)
	}
	return status, got.Submission
}

// TestProgramUploads sends a workbook of its unit, again, a wrong one, and what is another unit's.
func TestProgramUploads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	token, secret := o.newToken("ca-mau-2025")
	_, other := o.newToken("dong-thap-2025")
	good := o.sample("tay-nam-bo-2024/ca-mau.xlsx")
	good.name = "Báo cáo Cà Mau.xlsx"
	status, outcome := o.uploadBy(secret, good)
	if status != http.StatusCreated || outcome.ID != 1 || outcome.State != pipeline.Accepted || outcome.Reporter != "ca-mau" || outcome.Name != good.name || outcome.Annotated != "" || outcome.Findings == nil {
		t.Fatalf("%d %+v", status, outcome)
	}
	if receipt, err := o.pipeline.Archive.Receipt(1); err != nil || receipt.Unit != "ca-mau-2025" || receipt.By != fmt.Sprintf("token:%d", token.ID) {
		t.Errorf("%+v %v", receipt, err)
	}
	if status, again := o.uploadBy(secret, upload{"khác.xlsx", good.data}); status != http.StatusOK || again.ID != 1 || again.State != pipeline.Accepted {
		t.Errorf("the same bytes again: %d %+v", status, again)
	}
	status, outcome = o.uploadBy(secret, o.changed("ca-mau.xlsx", -1))
	if status != http.StatusCreated || outcome.ID != 2 || outcome.State != pipeline.Returned || outcome.Annotated != "/api/v1/submissions/2/annotated" {
		t.Fatalf("%d %+v", status, outcome)
	}
	if f := outcome.Findings[0]; f.Sheet == "" || f.Cell != "C20" || f.Got != "-1" || f.Expected == "" || f.Sentence == "" || f.Advice == "" {
		t.Errorf("%+v", f)
	}
	if status, data := o.program("GET", outcome.Annotated, secret); status != http.StatusOK || !strings.HasPrefix(data, "PK") {
		t.Errorf("annotated: %d, %d bytes", status, len(data))
	}
	status, answer := o.program("GET", outcome.Annotated, other)
	o.refused("annotated for another unit", status, answer, "not-found")
	status, answer = o.program("GET", "/api/v1/submissions/1/annotated", secret)
	o.refused("annotated, with nothing to mark", status, answer, "not-found")
	if status, outcome = o.uploadBy(other, good); status != http.StatusCreated || outcome.ID != 3 || outcome.State != pipeline.Rejected || outcome.Findings[0].Rule != pipeline.OtherUnitRefusal {
		t.Errorf("another unit's: %d %+v", status, outcome)
	}
	if status, outcome = o.uploadBy(secret, upload{"thư.xlsx", []byte("Kính gửi")}); status != http.StatusCreated || outcome.ID != 4 || outcome.State != pipeline.Rejected || outcome.Annotated == "" {
		t.Errorf("no workbook: %d %+v", status, outcome)
	}
	o.receipts(4)
}

// TestProgramWaits sends what is not settled in time: its receipt says so, and tells later what became of it.
func TestProgramWaits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.portal.SetOutcomeTime(0)
	_, secret := o.newToken("ca-mau-2025")
	status, outcome := o.uploadBy(secret, o.sample("tay-nam-bo-2024/ca-mau.xlsx"))
	if status != http.StatusAccepted || outcome.ID != 1 || outcome.State != pipeline.Received || outcome.Findings == nil {
		t.Fatalf("%d %+v", status, outcome)
	}
	for range 500 {
		if _, answer := o.program("GET", "/api/v1/submissions/1", secret); strings.Contains(answer, `"state": "accepted"`) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("it is not accepted")
}

// TestProgramUploadRefused holds what is not taken, and that nothing of it is kept.
func TestProgramUploadRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret := o.newToken("ca-mau-2025")
	file := o.sample("tay-nam-bo-2024/ca-mau.xlsx")
	large := upload{"to.xlsx", make([]byte, o.pipeline.Catalog.Config.Limits.FileBytes+1)}
	kind, body := o.parts([]string{fileOf}, file)
	_, largeBody := o.parts([]string{fileOf}, large)
	largeKind := "multipart/form-data; boundary=" + strings.TrimPrefix(strings.SplitN(string(largeBody[:100]), "\r\n", 2)[0], "--")
	for what, c := range map[string]struct {
		kind, code string
		body       io.Reader
	}{
		"bytes alone":        {"application/octet-stream", "not-multipart", bytes.NewReader(file.data)},
		"no boundary":        {"multipart/form-data", "not-multipart", bytes.NewReader(body)},
		"nothing":            {kind, "no-workbook", strings.NewReader("")},
		"no parts":           {kind, "no-workbook", bytes.NewReader(body[:20])},
		"half":               {kind, "broken-off", bytes.NewReader(body[:len(body)/2])},
		"without its end":    {kind, "broken-off", bytes.NewReader(body[:len(body)-20])},
		"a head that is not": {kind, "not-multipart", bytes.NewReader(bytes.Replace(body, []byte("Content-Type"), []byte("Content\x00Type"), 1))},
		"too large":          {largeKind, "too-large", io.MultiReader(bytes.NewReader(largeBody))},
		"much too large":     {largeKind, "too-large", bytes.NewReader(append(largeBody, make([]byte, 1<<20)...))},
	} {
		status, answer := o.sendBody(secret, c.kind, c.body)
		o.refused(what, status, answer, c.code)
	}
	for what, c := range map[string]struct {
		fields []string
		files  []upload
		code   string
	}{
		"another field": {[]string{"file"}, []upload{file}, "no-workbook"},
		"no name":       {[]string{fileOf}, []upload{{"", file.data}}, "no-workbook"},
		"two":           {[]string{fileOf, fileOf}, []upload{file, file}, "several-parts"},
	} {
		kind, body := o.parts(c.fields, c.files...)
		status, answer := o.sendBody(secret, kind, bytes.NewReader(body))
		o.refused(what, status, answer, c.code)
	}
	o.receipts(0)
}

// TestProgramUploadIsToldInTime sends more than is taken, without end: the answer comes while it does.
func TestProgramUploadIsToldInTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret := o.newToken("ca-mau-2025")
	kind, body := o.parts([]string{fileOf}, upload{"to.xlsx", []byte("x")})
	status, answer := o.sendBody(secret, kind, io.MultiReader(bytes.NewReader(body[:bytes.Index(body, []byte("x\r\n"))]), endless{}))
	o.refused("without end", status, answer, "too-large")
	o.receipts(0)
}

type endless struct{}

func (endless) Read(into []byte) (int, error) { return len(into), nil }

// TestProgramUploadCutOff ends the connection in the middle of a file.
func TestProgramUploadCutOff(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret := o.newToken("ca-mau-2025")
	kind, body := o.parts([]string{fileOf}, o.sample("tay-nam-bo-2024/ca-mau.xlsx"))
	at, err := url.Parse(o.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	line, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(line, "POST /api/v1/submissions HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nAuthorization: Bearer %s\r\n\r\n", at.Host, kind, len(body), secret)
	if _, err := line.Write(body[:len(body)/2]); err != nil {
		t.Fatal(err)
	}
	if err := line.(*net.TCPConn).CloseWrite(); err != nil { // the answer comes when the server has given it up
		t.Fatal(err)
	}
	if _, err := io.ReadAll(line); err != nil {
		t.Fatal(err)
	}
	line.Close()
	o.receipts(0)
}
