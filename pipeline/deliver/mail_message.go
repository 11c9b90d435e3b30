package deliver

import (
	"bytes"
	"cmp"
	"fmt"
	"mime"
	netmail "net/mail"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/wneessen/go-mail"

	"tonghop/pipeline"
)

// longestName bounds the name of an attachment, with its ending: a header is one line of at most 998 bytes, in which a letter may take nine.
const longestName = 80

// contentTypes are those of what is attached: what the machine's own list says is no matter.
var contentTypes = map[string]mail.ContentType{
	".pdf":  "application/pdf",
	".zip":  "application/zip",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xltx": "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
	".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
	".xltm": "application/vnd.ms-excel.template.macroEnabled.12",
}

// compose writes a message as it is sent. It is whole before a connection is opened. An error says that an address or the Message-ID is none.
func (m *Mail) compose(d pipeline.Delivery, attachments [][]byte) ([]byte, error) {
	from, err := netmail.ParseAddress(m.config.From)
	if err != nil {
		return nil, fmt.Errorf("service.mail.from %q: %w", m.config.From, err)
	}
	to, err := netmail.ParseAddress(d.Recipient)
	if err != nil || to.Address != d.Recipient {
		return nil, fmt.Errorf("%q is no e-mail address", d.Recipient)
	}
	if d.MessageID == "" || !isASCII(d.MessageID) || strings.ContainsAny(d.MessageID, " \t\r\n<>") {
		return nil, fmt.Errorf("%q is no Message-ID", d.MessageID)
	}
	if len(attachments) != len(d.Attachments) {
		return nil, fmt.Errorf("%d attachments are there, and %d are named", len(attachments), len(d.Attachments))
	}
	message := mail.NewMsg(mail.WithNoDefaultUserAgent())
	message.FromMailAddress(from)
	message.ToMailAddress(to)
	message.SetGenHeaderPreformatted(mail.HeaderSubject, headerText(oneLine(d.Title)))
	message.SetMessageIDWithValue(d.MessageID)
	message.SetDateWithValue(d.Queued.In(pipeline.Zone))
	message.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office reply comes back
	message.SetBodyString(mail.TypeTextPlain, d.Text)
	if d.HTML != "" {
		message.AddAlternativeString(mail.TypeTextHTML, d.HTML)
	}
	for i, file := range d.Attachments {
		name := attachedName(file.Name)
		message.AttachReadSeeker(name, bytes.NewReader(attachments[i]), mail.WithFileContentType(cmp.Or(contentTypes[path.Ext(name)], mail.TypeAppOctetStream)),
			func(f *mail.File) {
				f.Header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name})) // RFC 2231
			})
	}
	var written bytes.Buffer
	_, err = message.WriteTo(&written)
	return written.Bytes(), err
}

// encodedWord bounds the bytes in an encoded word of a header: with the name of the header it is a line of at most 76 letters (RFC 2047, 2).
const encodedWord = 36

// headerText writes a text as a header holds it, folded. The library begins the first line with nothing, which some readers take for a blank.
func headerText(text string) string {
	var words []string
	for rest := []rune(text); len(rest) > 0; {
		n, size := 0, 0
		for ; n < len(rest) && size+utf8.RuneLen(rest[n]) <= encodedWord; n++ {
			size += utf8.RuneLen(rest[n])
		}
		words = append(words, "=?UTF-8?B?"+encoded(string(rest[:n]))+"?=")
		rest = rest[n:]
	}
	return strings.Join(words, "\r\n ")
}

// attachedName is a file's name without its folder, as every system takes it.
func attachedName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"/\:*?<>|`, r) {
			return '-'
		}
		return r
	}, oneLine(path.Base(name)))
	ending := path.Ext(name)
	if len(ending) > longestName/2 {
		ending = ""
	}
	stem := []rune(strings.TrimSuffix(name, ending))
	return string(stem[:min(len(stem), longestName-len([]rune(ending)))]) + ending
}
