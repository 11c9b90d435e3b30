package pipeline

import (
	"cmp"
	"net/netip"
	"slices"
	"time"
)

// Catalog is everything that templates/ and tonghop.yaml say, checked whole.
type Catalog struct {
	Hash        string // SHA-256 over every file but conferences, each of which has its own
	ChecksHash  string // over those that findings depend on: all but reports and mail
	Config      Config
	Head        Head
	Indicators  []Indicator
	Breakdowns  []BreakdownKey
	Geography   Geography
	Layouts     []Layout
	Rules       []Rule
	Reports     []Report
	Parts       []Part
	Conferences *Conferences
	Letters     map[DeliveryKind]LetterFile // of every kind
	Messages    map[string]Message
	Words       map[string]string // words that programs print in reports, from messages.yaml
	Decisions   map[string]string // why something cannot be decided, by code: see DecisionError
}

// BreakdownKey is one way of slicing, with its values.
type BreakdownKey struct {
	Key, Name string
	Partition bool // the values make up the total; otherwise each is an of-which
	Values    []BreakdownValue
}

// BreakdownValue is one slice.
type BreakdownValue struct{ ID, Name string }

// Config is tonghop.yaml; every key has a default in templates/tonghop.yaml.
type Config struct {
	Calendar   Calendar
	Deadlines  []Deadline
	Offices    []Office
	Marks      []string // of secrecy (độ mật), upper case
	Limits     Limits
	Cage       CageLimits
	Jobs       []JobSpec // each of Jobs, in their order
	Asking     Asking
	Drafts     []MonthlyDraft
	Mail       Mail
	Recipients []Recipients
	Addresses  map[string][]string // of units, by their ids
	Folders    Folders
	Service    Service
}

// Asking says on which days units are asked for forms, counted from a deadline.
type Asking struct {
	RemindBefore []int // days before it, the earliest reminder first: descending
	ChaseAfter   []int // days after it, ascending
	CloseAfter   int   // days after the last deadline of a period until it is closed
}

// MonthlyDraft is a report that is drafted every month.
type MonthlyDraft struct{ Report, Unit string }

// Recipients say who gets a report: their addresses by what it is about. What is empty fits everything.
type Recipients struct {
	Report   string   // the id of a report or of a conference
	Unit     string   // the id of the unit that it is about
	Region   string   // the id of a region: reports about it, or about a province that lies in it
	Drafts   []string // addresses that get the drafts
	Editions []string // addresses that get what is published
}

// Security is how a connection to the mail server is kept from others.
type Security string

// The kinds of security.
const (
	StartTLS   Security = "starttls" // required: nothing is said before it
	TLS        Security = "tls"      // from the first byte
	NoSecurity Security = "none"     // only to a server on the same machine or in the same rack
)

// Mail is how e-mail is sent; Server "" is not at all.
type Mail struct {
	Server          string // host
	Port            int
	Security        Security
	User            string        // "" for no AUTH
	PasswordFile    string        // path of a file that only the service may read
	From            string        // address, with or without a name
	AttachmentBytes int64         // of all attachments of a message; what is larger is left in the outbox, and the message says where
	OutboxURL       string        // what the outbox is called in messages: a link or a path that recipients can open
	GiveUp          time.Duration // after the first attempt: then a temporary failure is one for good
}

// Folders are where files come in and go out; "" is a folder in the data folder.
type Folders struct {
	Inbox, Outbox, Backups string
	KeepBackups            int // the newest; older ones are deleted
	SettleSeconds          int // how long a file in the inbox is left alone after its last change
}

// Service is how tonghop serve shows itself.
type Service struct {
	Listen string // address and port of metrics and health; "" for none
	Log    string // text or json
	Portal PortalConfig
}

// PortalConfig is how the portal is reached, and for how long somebody stays logged in.
type PortalConfig struct {
	Listen      string // address and port; "" for no portal
	Certificate string // files of the server's own certificate and its key; "" behind a proxy
	Key         string
	Proxies     []netip.Prefix // whose word on who asks, and by which protocol, is believed
	Idle        time.Duration  // without a request
	Absolute    time.Duration  // since the login
	Scan        string         // address of clamd: a socket's path, or host:port; "" for none
}

// Encrypted tells whether people reach the portal by https: by its own certificate, or a proxy's.
func (c PortalConfig) Encrypted() bool { return c.Certificate != "" || len(c.Proxies) > 0 }

// Limits bound what one file or query may cost; their reasons stand in templates/tonghop.yaml.
type Limits struct {
	FileBytes  int64 // of an upload
	PartBytes  int64 // of a part of a workbook, inflated
	PartsBytes int64 // of all its parts together
	Parts      int
	Sheets     int
	Cells      int // that hold something, on all sheets
	CellChars  int
	Memory     string // of DuckDB
}

// CageLimits bound a child process that reads an upload.
type CageLimits struct {
	Memory      int64 // bytes
	CPUSeconds  int
	WallSeconds int
	OutputBytes int64  // of one file that it writes
	Office      string // path of LibreOffice; "" for soffice on PATH
}

// Office is the department as it was called from a day on: name and symbol are dated.
type Office struct {
	From       time.Time
	Parent     string
	Name       string
	Called     string // as a sentence writes the name; "" for Name
	Symbol     string
	Place      string
	Authority  string
	Title      string
	Recipients []string
}

// CalledInText is the name as a sentence writes it.
func (o Office) CalledInText() string { return cmp.Or(o.Called, o.Name) }

// OfficeOn returns the office as of a day.
func (c Config) OfficeOn(day time.Time) Office {
	office := c.Offices[0]
	for _, o := range c.Offices {
		if !o.From.After(day) {
			office = o
		}
	}
	return office
}

// Rule (quy tắc) is one check: a query that finds offending cells, and the sentence about each.
type Rule struct {
	Code     string
	Severity Severity
	Scope    Scope
	Title    string
	Sentence string
	Advice   string
	Source   string // the decree or manual that it follows
	From     time.Time
	Until    time.Time
	// SeverityFrom is the first day from which it has its severity; of forms whose period ends before it is a note. Zero: always.
	SeverityFrom time.Time
	Forms        []string // ids of the layouts that it looks at; nil: all
	Indicators   []string // ids of those that it looks at; nil: all
	Mode         Mode     // of a rule that adds up: what a missing operand is
	Waivable     Waivable
	Blanks       []Blank
	SQL          string
	File         string
	Line         int // of the query's first line
	Sample       Sample
}

// Blank is a name in braces in a rule's sentence or advice; a column of its query fills it.
type Blank struct {
	Name string
	Key  string // sentence or advice
	Line int
}

// Sample are the tables, one or both, of which workbooks are made: of a rule, those on which it fires, and those on which it
// is silent.
type Sample struct{ Figures, Lines CSV }

// CSV is a table in a file; File "" is none.
type CSV struct {
	File string
	Text []byte
}

// SeverityOn is what a finding weighs on a form whose period ends on the day.
func (r Rule) SeverityOn(day time.Time) Severity {
	if day.Before(r.SeverityFrom) {
		return Note
	}
	return r.Severity
}

// Mode says what missing operands are to a rule that adds up, as in check_hierarchy of the VTL 2.1 reference manual.
type Mode string

// The modes; a rule of none of them adds nothing up.
const (
	NonNull     Mode = "non_null"     // evaluated only where every operand is there
	PartialZero Mode = "partial_zero" // evaluated where at least one operand is there; those that are missing count as 0
)

// ValidOn tells whether the rule holds for forms whose period ends on the day.
func (r Rule) ValidOn(day time.Time) bool {
	return !day.Before(r.From) && (r.Until.IsZero() || !day.After(r.Until))
}

// Report is a report file: Markdown with named SQL blocks.
type Report struct {
	ID           string
	Title        string
	Files        map[string]string // the names of what is written, with {period} and {unit}, by extension: "pdf", "xlsx"; folders with /
	Subject      string
	Kind         string
	AtConference bool   // speaks of a conference, and is written for one only
	InPack       bool   // is written for every conference, beside its report
	Each         string // the query of which each row makes a document; "" for one
	File         string
	Line         int // of the first line of Body
	Body         string
	HeadLines    map[string]int // where its head says what, by key
}

// Part is Markdown that reports include, a file of templates/reports/parts.
type Part struct {
	Name string // "parts/ky-luc"
	File string
	Body string
	Own  bool // stands in the data folder: one of the defaults need not be included by every office's reports
}

// Indicator returns the indicator with the id.
func (c *Catalog) Indicator(id string) (Indicator, bool) {
	for _, i := range c.Indicators {
		if i.ID == id {
			return i, true
		}
	}
	return Indicator{}, false
}

// FigureName returns the name of an indicator with the words for a slice of it: "Mô hình đang hoạt động (vùng dân tộc thiểu số)".
func (c *Catalog) FigureName(indicator string, breakdown Breakdown) string {
	counted, _ := c.Indicator(indicator)
	if slice := c.BreakdownName(breakdown); slice != "" {
		return counted.Name + " (" + slice + ")"
	}
	return counted.Name
}

// UnitTitle is what a unit is called within a sentence: tỉnh Cà Mau, khu vực Tây Nam Bộ, cả nước.
func (c *Catalog) UnitTitle(u Unit) string {
	return cmp.Or(Fill(c.Words[string(u.Kind)+"-title"], map[string]string{"unit": u.Name, "style": u.Style}), u.Name)
}

// Layout returns the newest layout of the id that is valid on the day.
func (c *Catalog) Layout(id string, day time.Time) (Layout, bool) {
	var found Layout
	for _, l := range c.Layouts {
		if l.ID == id && l.Version > found.Version && l.ValidOn(day) {
			found = l
		}
	}
	return found, found.Version > 0
}

// LooksAt tells whether a rule looks at forms of a layout: at the form by its id, and at one of the indicators that any of its versions counts.
func (c *Catalog) LooksAt(rule Rule, layout string) bool {
	if len(rule.Forms) > 0 && !slices.Contains(rule.Forms, layout) {
		return false
	}
	return len(rule.Indicators) == 0 || slices.ContainsFunc(c.Layouts, func(l Layout) bool {
		return l.ID == layout && slices.ContainsFunc(rule.Indicators, l.Counts)
	})
}

// ValidOn tells whether the form may be used for a period that ends on the day.
func (l Layout) ValidOn(day time.Time) bool {
	return !day.Before(l.From) && (l.Until.IsZero() || !day.After(l.Until))
}

// Sends tells whether a unit of the kind sends the form.
func (s Sender) Sends(kind UnitKind) bool {
	for _, k := range s.Kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// Rule returns the rule with the code.
func (c *Catalog) Rule(code string) (Rule, bool) {
	for _, r := range c.Rules {
		if r.Code == code {
			return r, true
		}
	}
	return Rule{}, false
}

// Report returns the report with the id.
func (c *Catalog) Report(id string) (Report, bool) {
	for _, r := range c.Reports {
		if r.ID == id {
			return r, true
		}
	}
	return Report{}, false
}
