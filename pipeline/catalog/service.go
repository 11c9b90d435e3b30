package catalog

import (
	"cmp"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
)

// serviceConfiguration is the key service of tonghop.yaml: all that tonghop serve does by itself.
type serviceConfiguration struct {
	Jobs       jobs
	Asking     asking
	Drafts     []at[draft]
	Mail       mailServer
	Recipients []at[recipients]
	Addresses  map[string]at[[]string]
	Folders    folders
	Listen     string
	Log        string
	Portal     portal
}

type portal struct {
	Listen, Certificate, Key string
	Proxies                  []string
	Idle, Absolute           string
	Scan                     string
}

type jobs struct{ Intake, Remind, Chase, Close, Monthly, Backup, Verify job }

type job struct{ Spec, Limit string }

type asking struct {
	RemindBefore []int `yaml:"remind_before"`
	ChaseAfter   []int `yaml:"chase_after"`
	CloseAfter   int   `yaml:"close_after"`
}

type draft struct{ Report, Unit string }

type mailServer struct {
	Server          string
	Port            int
	Security        string
	User            string
	PasswordFile    string `yaml:"password_file"`
	From            string
	AttachmentBytes int64  `yaml:"attachment_bytes"`
	OutboxURL       string `yaml:"outbox_url"`
	GiveUp          string `yaml:"give_up"`
}

type recipients struct {
	Report, Unit, Region string
	Drafts, Editions     []string
}

type folders struct {
	Inbox, Outbox, Backups string
	KeepBackups            int `yaml:"keep_backups"`
	SettleSeconds          int `yaml:"settle_seconds"`
}

// serviceKeys are the keys with the file and the lines that they stand on.
type serviceKeys struct {
	file  string
	where lines
	in    serviceConfiguration
}

func (l *loader) serviceProblem(key, format string, args ...any) {
	key = "service." + key
	l.problem(l.service.file, l.service.where.of(key), key+": "+format, args...)
}

// services reads what tonghop serve does, when units, reports and conferences are there.
func (l *loader) services() {
	in, config := l.service.in, &l.catalog.Config
	l.jobs(in.Jobs)
	l.asking(in.Asking)
	l.mail(in.Mail)
	for _, entry := range in.Drafts {
		d := entry.Value
		report, known := l.catalog.Report(d.Report)
		if !known || report.AtConference || report.InPack {
			l.problem(l.service.file, entry.Line, "service.drafts: %q is no report of reports/ that is about a period", d.Report)
			continue
		}
		if l.knowsUnit("drafts", entry.Line, d.Unit) {
			config.Drafts = append(config.Drafts, pipeline.MonthlyDraft(d))
		}
	}
	l.recipients(in.Recipients)
	config.Addresses = map[string][]string{}
	for unit, entry := range in.Addresses {
		if l.knowsUnit("addresses", entry.Line, unit) {
			config.Addresses[unit] = l.addresses("addresses", entry.Line, entry.Value)
		}
	}
	config.Folders = pipeline.Folders(in.Folders)
	if in.Folders.KeepBackups < 1 {
		l.serviceProblem("folders.keep_backups", "%d; expected at least 1", in.Folders.KeepBackups)
	}
	if in.Folders.SettleSeconds < 1 {
		l.serviceProblem("folders.settle_seconds", "%d; expected at least 1", in.Folders.SettleSeconds)
	}
	config.Service = pipeline.Service{Listen: in.Listen, Log: in.Log, Portal: l.portal(in.Portal)}
	if _, _, err := net.SplitHostPort(in.Listen); in.Listen != "" && err != nil {
		l.serviceProblem("listen", "%q; expected an address and a port such as 127.0.0.1:8470", in.Listen)
	}
	if in.Log != "text" && in.Log != "json" {
		l.serviceProblem("log", "%q; expected one of text, json", in.Log)
	}
}

func (l *loader) portal(in portal) pipeline.PortalConfig {
	config := pipeline.PortalConfig{Listen: in.Listen, Certificate: in.Certificate, Key: in.Key, Scan: in.Scan,
		Idle: l.duration("portal.idle", in.Idle), Absolute: l.duration("portal.absolute", in.Absolute)}
	if _, _, err := net.SplitHostPort(in.Listen); in.Listen != "" && err != nil {
		l.serviceProblem("portal.listen", "%q; expected an address and a port such as 0.0.0.0:8443", in.Listen)
	}
	if _, _, err := net.SplitHostPort(in.Scan); in.Scan != "" && !filepath.IsAbs(in.Scan) && err != nil {
		l.serviceProblem("portal.scan", "%q; expected the path of clamd's socket such as /run/clamav/clamd.ctl, or an address and a port such as 127.0.0.1:3310", in.Scan)
	}
	if (in.Certificate == "") != (in.Key == "") {
		l.serviceProblem("portal.key", "a certificate and its key come together; set both portal.certificate and portal.key, or neither")
	}
	for _, text := range in.Proxies {
		proxy, err := netip.ParsePrefix(text)
		if address, addressErr := netip.ParseAddr(text); addressErr == nil {
			proxy, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			l.serviceProblem("portal.proxies", "%q; expected the address of a proxy, such as 127.0.0.1 or 10.0.0.0/24", text)
			continue
		}
		config.Proxies = append(config.Proxies, proxy)
	}
	return config
}

func (l *loader) jobs(in jobs) {
	specs := map[pipeline.Job]job{pipeline.IntakeJob: in.Intake, pipeline.RemindJob: in.Remind, pipeline.ChaseJob: in.Chase, pipeline.CloseJob: in.Close,
		pipeline.MonthlyJob: in.Monthly, pipeline.BackupJob: in.Backup, pipeline.VerifyJob: in.Verify}
	for _, name := range pipeline.Jobs {
		key := "jobs." + string(name)
		limit := l.duration(key+".limit", specs[name].Limit)
		l.catalog.Config.Jobs = append(l.catalog.Config.Jobs, pipeline.JobSpec{Job: name, Spec: strings.TrimSpace(specs[name].Spec), Limit: limit,
			Place: fmt.Sprintf("%s:%d", l.place(l.service.file), l.service.where.of("service."+key+".spec"))})
	}
}

// duration reads such as 30m or 24h.
func (l *loader) duration(key, text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		l.serviceProblem(key, "%q; expected such as 30m or 24h", text)
	}
	return d
}

func (l *loader) asking(in asking) {
	descending := slices.SortedFunc(slices.Values(in.RemindBefore), func(a, b int) int { return cmp.Compare(b, a) })
	if !slices.Equal(descending, in.RemindBefore) || len(in.RemindBefore) > 0 && slices.Min(in.RemindBefore) < 0 {
		l.serviceProblem("asking.remind_before", "%v; expected days before the deadline, the most first", in.RemindBefore)
	}
	if !slices.IsSorted(in.ChaseAfter) || len(in.ChaseAfter) > 0 && in.ChaseAfter[0] < 1 {
		l.serviceProblem("asking.chase_after", "%v; expected days after the deadline, the fewest first", in.ChaseAfter)
	}
	if in.CloseAfter < 1 {
		l.serviceProblem("asking.close_after", "%d; expected at least 1 day after the last deadline", in.CloseAfter)
	}
	l.catalog.Config.Asking = pipeline.Asking(in)
}

func (l *loader) mail(in mailServer) {
	giveUp := l.duration("mail.give_up", in.GiveUp)
	security := pipeline.Security(in.Security)
	if all := []pipeline.Security{pipeline.StartTLS, pipeline.TLS, pipeline.NoSecurity}; !slices.Contains(all, security) {
		l.serviceProblem("mail.security", "%q; %s", in.Security, oneOf(all))
	}
	if in.Port < 1 || in.Port > 65535 {
		l.serviceProblem("mail.port", "%d; expected 1 to 65535", in.Port)
	}
	if in.AttachmentBytes < 0 {
		l.serviceProblem("mail.attachment_bytes", "%d; expected 0 or more", in.AttachmentBytes)
	}
	if _, err := mail.ParseAddress(in.From); in.Server+in.From != "" && err != nil {
		l.serviceProblem("mail.from", "%q; expected an address such as Cục V05 <v05@example.vn>", in.From)
	}
	if in.User != "" && in.PasswordFile == "" {
		l.serviceProblem("mail.password_file", "expected the path of a file with the password of %s", in.User)
	}
	l.catalog.Config.Mail = pipeline.Mail{Server: in.Server, Port: in.Port, Security: security, User: in.User, PasswordFile: in.PasswordFile, From: in.From,
		AttachmentBytes: in.AttachmentBytes, OutboxURL: in.OutboxURL, GiveUp: giveUp}
}

func (l *loader) recipients(entries []at[recipients]) {
	for _, entry := range entries {
		in, line := entry.Value, entry.Line
		known := in.Report == "" || l.knowsReport("recipients", line, in.Report)
		known = (in.Unit == "" || l.knowsUnit("recipients", line, in.Unit)) && known
		known = (in.Region == "" || l.knowsUnit("recipients", line, in.Region)) && known
		if len(in.Drafts)+len(in.Editions) == 0 {
			l.problem(l.service.file, line, "service.recipients: expected addresses under drafts, editions or both")
		}
		if known {
			l.catalog.Config.Recipients = append(l.catalog.Config.Recipients, pipeline.Recipients{Report: in.Report, Unit: in.Unit, Region: in.Region,
				Drafts: l.addresses("recipients", line, in.Drafts), Editions: l.addresses("recipients", line, in.Editions)})
		}
	}
}

// addresses checks e-mail addresses and returns them without names.
func (l *loader) addresses(key string, line int, texts []string) []string {
	var found []string
	for _, text := range texts {
		address, err := mail.ParseAddress(text)
		if err != nil {
			l.problem(l.service.file, line, "service.%s: %q; expected an e-mail address", key, text)
			continue
		}
		found = append(found, address.Address)
	}
	return found
}

func (l *loader) knowsReport(key string, line int, id string) bool {
	_, report := l.catalog.Report(id)
	_, conference := l.catalog.Conference(id)
	if !report && !conference {
		l.problem(l.service.file, line, "service.%s: %q is neither a report of reports/ nor a conference of conferences/", key, id)
	}
	return report || conference
}

func (l *loader) knowsUnit(key string, line int, id string) bool {
	_, known := l.catalog.Geography.Unit(id)
	if !known {
		l.problem(l.service.file, line, "service.%s: %q is the id of no unit of geography/", key, id)
	}
	return known
}
