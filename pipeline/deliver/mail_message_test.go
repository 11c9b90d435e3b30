package deliver

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver/mailserver"
)

const longTitle = "Báo cáo số 123 ngày 18 tháng 8 năm 2024 về kết quả phong trào Toàn dân bảo vệ an ninh Tổ quốc giai đoạn 2018 - 2024 của địa bàn Tây Nam Bộ, gửi Công an các tỉnh, thành phố trực thuộc trung ương"

const longFrom = `"Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc, Bộ Công an" <v05@example.vn>`

// letter is what a reader of mail finds in a message.
type letter struct {
	Subject, From, To, Text, HTML, ID, Auto, Date string
	Names                                         []string
	Sizes                                         []int
}

func sent(t *testing.T, d pipeline.Delivery, attachments ...[]byte) []byte {
	t.Helper()
	s := mailserver.New(t, pipeline.StartTLS)
	m := newMail(s)
	m.config.From = longFrom
	if got := carry(t, m, d, attachments...); got.state != pipeline.DeliverySent {
		t.Fatalf("%+v", got)
	}
	return s.Taken()[0].Data
}

// What arrives is read by parsers that are not of the library that wrote it: subject, names of files and texts are whole.
func TestMessageIsReadBack(t *testing.T) {
	d := delivery()
	d.Title = longTitle
	d.Attachments = []pipeline.KeptFile{{Name: "period/2024-08/Báo cáo tháng 8 năm 2024 của cả nước.pdf"}, {Name: longTitle + ".xlsx"}, {Name: "plain.zip"}}
	files := [][]byte{[]byte("%PDF-1.7"), bytes.Repeat([]byte{0, 1, 2, 255}, 1000), {}}
	data := sent(t, d, files...)
	want := letter{Subject: longTitle, From: longFrom, To: "lan@example.vn", Text: d.Text, HTML: d.HTML, ID: "<17.abc@example.vn>", Auto: "auto-generated",
		Date: "Sun, 18 Aug 2024 07:30:00 +0700", Sizes: []int{8, 4000, 0},
		Names: []string{"Báo cáo tháng 8 năm 2024 của cả nước.pdf", attachedName(longTitle + ".xlsx"), "plain.zip"}}
	if runes := []rune(want.Names[1]); len(runes) != longestName || !strings.HasSuffix(want.Names[1], ".xlsx") {
		t.Errorf("name %q of %d letters", want.Names[1], len(runes))
	}
	byPython := readByPython(t, data)
	if strings.ReplaceAll(byPython.From, " ", "") == strings.ReplaceAll(longFrom, " ", "") {
		byPython.From = longFrom // before 3.13 it keeps the blank between two encoded words of a name
	}
	for reader, got := range map[string]letter{"Go": readByGo(t, data), "Python": byPython} {
		if !reflect.DeepEqual(got, want) {
			got.Text, want.Text = got.Text[:min(len(got.Text), 100)], want.Text[:100]
			t.Errorf("%s reads\n%+v, expected\n%+v", reader, got, want)
		}
	}
	for _, line := range bytes.Split(data, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") || !isASCII(string(line)) {
			t.Errorf("line of %d bytes: %q", len(line), line[:min(len(line), 100)])
		}
	}
}

// Two attempts at one delivery are one message to whoever gets both.
func TestMessageIDIsTheSame(t *testing.T) {
	if first, again := readByGo(t, sent(t, delivery())), readByGo(t, sent(t, delivery())); !reflect.DeepEqual(first, again) {
		t.Errorf("%+v and %+v", first, again)
	}
}

// Nothing that a name or title holds is a header of its own.
func TestNoHeaderIsInjected(t *testing.T) {
	bad := "Báo cáo\r\nBcc: thief@example.com\r\n\r\n<b>x</b>\u2028\u202e\x00"
	d := delivery()
	d.Title = bad
	d.Attachments = []pipeline.KeptFile{{Name: bad + ".pdf"}, {Name: "a\"; filename=\"b.exe"}, {Name: "../../etc/passwd"}}
	data := sent(t, d, nil, nil, nil)
	got := readByGo(t, data)
	if got.Subject != "Báo cáo Bcc: thief@example.com <b>x</b>" {
		t.Errorf("subject %q", got.Subject)
	}
	for i, want := range []string{"b--x-.pdf", "filename=-b.exe", "passwd"} {
		if name := got.Names[i]; !strings.HasSuffix(name, want) && i > 0 || strings.ContainsAny(name, "\r\n\"/\\") {
			t.Errorf("name %q, expected …%q", name, want)
		}
	}
	if header, _, _ := bytes.Cut(data, []byte("\r\n\r\n")); bytes.Contains(header, []byte("\r\nBcc:")) {
		t.Errorf("header\n%s", header)
	}
	s := mailserver.New(t, pipeline.StartTLS)
	for _, spoil := range []func(*pipeline.Delivery){
		func(d *pipeline.Delivery) { d.Recipient = "lan@example.vn\r\nRCPT TO:<thief@example.com>" },
		func(d *pipeline.Delivery) { d.Recipient = "lan@example.vn, thief@example.com" },
		func(d *pipeline.Delivery) { d.Recipient = "Lan <lan@example.vn>" },
		func(d *pipeline.Delivery) { d.Recipient = "" },
		func(d *pipeline.Delivery) { d.MessageID = "a@b>\r\nBcc: thief@example.com" },
		func(d *pipeline.Delivery) { d.MessageID = "" },
	} {
		d := delivery()
		spoil(&d)
		if got := carry(t, newMail(s), d); got.state != pipeline.DeliveryFailed || s.Attempts() > 0 {
			t.Errorf("%q %q: %+v", d.Recipient, d.MessageID, got)
		}
	}
}

func readByGo(t *testing.T, data []byte) letter {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	decoder := new(mime.WordDecoder)
	var l letter
	if l.Subject, err = decoder.DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Error(err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || len(from) != 1 {
		t.Fatalf("From: %v, %v", from, err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 {
		t.Fatalf("To: %v, %v", to, err)
	}
	l.From, l.To, l.ID, l.Auto, l.Date = `"`+from[0].Name+`" <`+from[0].Address+">", to[0].Address, m.Header.Get("Message-ID"), m.Header.Get("Auto-Submitted"), m.Header.Get("Date")
	l.read(t, m.Header.Get("Content-Type"), m.Body)
	return l
}

func (l *letter) read(t *testing.T, contentType string, body io.Reader) {
	t.Helper()
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	for r := multipart.NewReader(body, params["boundary"]); ; {
		part, err := r.NextPart() // which decodes quoted-printable
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		kind := part.Header.Get("Content-Type")
		if strings.HasPrefix(kind, "multipart/") {
			l.read(t, kind, part)
			continue
		}
		data, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		switch name := part.FileName(); {
		case name != "":
			l.Names = append(l.Names, name)
			l.Sizes = append(l.Sizes, len(decode64(t, data)))
		case strings.HasPrefix(kind, "text/plain"):
			l.Text = strings.ReplaceAll(string(data), "\r\n", "\n")
		case strings.HasPrefix(kind, "text/html"):
			l.HTML = strings.ReplaceAll(string(data), "\r\n", "\n")
		}
	}
}

const pythonReader = `
import email, email.policy, json, sys
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = [p for p in m.walk() if p.get_filename()]
lines = lambda kind: m.get_body((kind,)).get_content().replace("\r\n", "\n") if m.get_body((kind,)) else ""
a = m["From"].addresses[0]
print(json.dumps(dict(Subject=m["Subject"], From="\"" + a.display_name + "\" <" + a.addr_spec + ">", To=m["To"].addresses[0].addr_spec, Text=lines("plain"), HTML=lines("html"),
  ID=m["Message-ID"], Auto=m["Auto-Submitted"], Date=m["Date"].datetime.strftime("%a, %d %b %Y %H:%M:%S %z"),
  Names=[p.get_filename() for p in parts], Sizes=[len(p.get_payload(decode=True)) for p in parts])))
`

func readByPython(t *testing.T, data []byte) letter {
	t.Helper()
	command := exec.Command("python3", "-c", pythonReader)
	command.Stdin = bytes.NewReader(data)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var l letter
	if err := json.Unmarshal(out, &l); err != nil {
		t.Fatal(err)
	}
	return l
}

func decode64(t *testing.T, text []byte) []byte {
	t.Helper()
	data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(text)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
