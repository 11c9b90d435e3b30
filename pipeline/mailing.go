package pipeline

import (
	"bytes"
	"io"
	"maps"
	"net/mail"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Mailing is what is to be told, before there is a delivery for each recipient.
type Mailing struct {
	Kind   DeliveryKind
	About  string // the deliveries' Subject
	Key    string // what makes it this one, beside its recipient; "" for About
	Unit   string // id of the unit that it is about or for
	Values map[string]string
	Lists  map[string][]string
	Files  []MailedFile
	Folder string // within the outbox, where its files are left that go with no message
}

// MailedFile is a file that goes with a message.
type MailedFile struct {
	KeptFile        // its name is that in the outbox
	Called   string // its name in a message
}

// Address makes the deliveries of a message: one for each address. Without a mail server it is one, into the outbox, for whoever opens that. Files that are
// too large for a message are left in the outbox at once, and the message says where. The values office, and of files link, files and left, are filled here.
func (p *Pipeline) Address(m Mailing, addresses []string) ([]Delivery, error) {
	if m.Key == "" {
		m.Key = m.About
	}
	if p.Catalog.Config.Mail.Server == "" {
		return p.leave(m)
	}
	if len(addresses) == 0 {
		return nil, nil
	}
	attached, err := p.attach(&m)
	if err != nil {
		return nil, err
	}
	letter, err := p.letter(m)
	if err != nil {
		return nil, err
	}
	var deliveries []Delivery
	for _, address := range addresses {
		d := m.delivery(MailChannel, address, letter)
		d.Attachments, d.MessageID = attached, p.messageID(d.Key)
		if !slices.ContainsFunc(deliveries, func(other Delivery) bool { return other.Key == d.Key }) {
			deliveries = append(deliveries, d)
		}
	}
	return deliveries, nil
}

func (m Mailing) delivery(channel Channel, recipient string, letter Letter) Delivery {
	return Delivery{Key: m.Key + " " + recipient, Kind: m.Kind, Subject: m.About, Unit: m.Unit, Recipient: recipient, Channel: channel,
		Title: letter.Title, Text: letter.Text, HTML: letter.HTML}
}

// leave makes the delivery into the outbox. An edition needs no letter there.
func (p *Pipeline) leave(m Mailing) ([]Delivery, error) {
	var attached []KeptFile
	for _, file := range m.Files {
		file.Name = path.Join(m.Folder, file.Name)
		attached = append(attached, file.KeptFile)
		m.list("files", path.Base(file.Name))
	}
	letter, err := p.letter(m)
	if m.Kind == EditionDelivery {
		letter.Text, letter.HTML = "", ""
	}
	d := m.delivery(OutboxChannel, m.Unit, letter)
	d.Attachments = attached
	return []Delivery{d}, err
}

// attach says which files go with a message: all, or none where they are too large together.
func (p *Pipeline) attach(m *Mailing) (attached []KeptFile, err error) {
	var size int64
	for _, file := range m.Files {
		size += file.Size
	}
	if size <= p.Catalog.Config.Mail.AttachmentBytes {
		for _, file := range m.Files {
			file.Name = file.Called
			attached = append(attached, file.KeptFile)
			m.list("files", file.Name)
		}
		return attached, nil
	}
	var here string
	for _, file := range m.Files {
		data, err := p.Archive.Kept(file.SHA256)
		if err != nil {
			return nil, err
		}
		where, err := p.Outbox.Deliver(path.Join(m.Folder, file.Name), func(w io.Writer) error { _, err := io.Copy(w, bytes.NewReader(data)); return err })
		if err != nil {
			return nil, err
		}
		here = strings.TrimSuffix(where, filepath.FromSlash("/"+file.Name))
		m.list("left", file.Name)
	}
	m.value("link", outboxLink(p.Catalog.Config.Mail.OutboxURL, m.Folder, here))
	return nil, nil
}

func (m *Mailing) value(name, text string) {
	m.Values = maps.Clone(m.Values)
	m.Values[name] = text
}

func (m *Mailing) list(name, text string) {
	if m.Lists = maps.Clone(m.Lists); m.Lists == nil {
		m.Lists = map[string][]string{}
	}
	m.Lists[name] = append(slices.Clone(m.Lists[name]), text)
}

// letter writes a message's letter. What the letters of its kind may name, and this one has not, is empty.
func (p *Pipeline) letter(m Mailing) (Letter, error) {
	values, lists := map[string]string{}, map[string][]string{}
	for _, name := range LetterBlanks[m.Kind].Values {
		values[name] = m.Values[name]
	}
	for _, name := range LetterBlanks[m.Kind].Lists {
		lists[name] = m.Lists[name]
	}
	values["office"] = p.Catalog.Config.OfficeOn(DayOf(p.Now())).CalledInText()
	return p.Letters.Letter(m.Kind, values, lists)
}

// outboxLink is where recipients find a folder of the outbox: by a link, by the name of a share, or where it is on this machine.
func outboxLink(base, folder, here string) string {
	parts := strings.Split(folder, "/")
	switch {
	case base == "":
		return here
	case strings.HasPrefix(base, `\\`):
		return strings.TrimRight(base, `\`) + `\` + strings.Join(parts, `\`)
	case strings.Contains(base, "://"):
		for i := range parts {
			parts[i] = url.PathEscape(parts[i])
		}
		return strings.TrimRight(base, "/") + "/" + strings.Join(parts, "/") + "/"
	}
	return path.Join(base, folder)
}

// idLetters is how much of a hash is in a Message-ID.
const idLetters = 32

// messageID is the same at every attempt at a delivery, and another in every other office: the moment is in it too.
func (p *Pipeline) messageID(key string) string {
	domain := "localhost"
	if from, err := mail.ParseAddress(p.Catalog.Config.Mail.From); err == nil {
		domain = from.Address[strings.LastIndexByte(from.Address, '@')+1:]
	}
	return hashOf([]byte(key + " " + p.Now().UTC().String()))[:idLetters] + "@" + domain
}
