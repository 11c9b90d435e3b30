package deliver_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	netmail "net/mail"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/archive"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/deliver/mailserver"
	"tonghop/pipeline/duck"
	"tonghop/templates"
)

// post is an office that sends, with the mail server that it sends to.
type post struct {
	*pipeline.Pipeline
	t         *testing.T
	server    *mailserver.Server
	clock     time.Time
	carriers  map[pipeline.Channel]pipeline.Carrier
	warehouse *duck.Warehouse
}

func newPost(t *testing.T) *post {
	t.Helper()
	p := &post{t: t, server: mailserver.New(t, pipeline.NoSecurity), clock: time.Date(2024, 8, 18, 0, 0, 0, 0, time.UTC)}
	now := func() time.Time { return p.clock }
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	c.Config.Mail = p.server.Config("", "")
	if p.warehouse, err = duck.Open(t.Context(), filepath.Join(t.TempDir(), "warehouse.duckdb"), c, now, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.warehouse.Close() })
	kept, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p.Pipeline = &pipeline.Pipeline{Catalog: c, Archive: kept, Deliveries: p.warehouse, Now: now}
	p.carriers = map[pipeline.Channel]pipeline.Carrier{pipeline.MailChannel: deliver.NewMail(c.Config.Mail)}
	return p
}

// queue queues n messages, each to a recipient of its own.
func (p *post) queue(n int) {
	p.t.Helper()
	var deliveries []pipeline.Delivery
	for i := range n {
		deliveries = append(deliveries, pipeline.Delivery{Key: fmt.Sprint("key ", i), Kind: pipeline.ReminderDelivery, Recipient: fmt.Sprintf("a%d@example.vn", i), Channel: pipeline.MailChannel,
			Title: "Nhắc gửi biểu", Text: "Kính gửi", MessageID: fmt.Sprintf("m%d@example.vn", i)})
	}
	if added, err := p.Deliveries.Queue(p.t.Context(), nil, deliveries); err != nil || added != n {
		p.t.Fatalf("%d, %v", added, err)
	}
}

func (p *post) send() string {
	p.t.Helper()
	did, err := p.SendDue(p.t.Context(), p.carriers)
	if err != nil {
		p.t.Fatal(err)
	}
	return did
}

// all are the deliveries by the Message-ID.
func (p *post) all() map[string]pipeline.Delivery {
	p.t.Helper()
	found, err := p.Deliveries.Deliveries(p.t.Context(), pipeline.DeliveryFilter{})
	if err != nil {
		p.t.Fatal(err)
	}
	by := map[string]pipeline.Delivery{}
	for _, d := range found {
		by[d.MessageID] = d
	}
	return by
}

// arrived counts what the server has of each message.
func (p *post) arrived() map[string]int {
	p.t.Helper()
	counts := map[string]int{}
	for _, taken := range p.server.Taken() {
		m, err := netmail.ReadMessage(bytes.NewReader(taken.Data))
		if err != nil {
			p.t.Fatal(err)
		}
		counts[strings.Trim(m.Header.Get("Message-ID"), "<>")]++
	}
	return counts
}

// isTrue holds what is recorded against what the server has.
func (p *post) isTrue() {
	p.t.Helper()
	arrived := p.arrived()
	for id, d := range p.all() {
		n := arrived[id]
		switch {
		case d.State == pipeline.DeliverySent && n != 1, d.State == pipeline.DeliveryUncertain && n > 1,
			d.State != pipeline.DeliverySent && d.State != pipeline.DeliveryUncertain && n > 0:
			p.t.Errorf("%s is %s (%s), and arrived %d times", id, d.State, d.Words, n)
		}
	}
}

func (p *post) expect(id string, state pipeline.DeliveryState, words string) pipeline.Delivery {
	p.t.Helper()
	d := p.all()[id]
	if d.State != state || !regexp.MustCompile(words).MatchString(d.Words) {
		p.t.Errorf("%s is %s: %s; expected %s: %s", id, d.State, d.Words, state, words)
	}
	return d
}

// A temporary failure is tried again, a permanent one is not, and what nobody knows is left to a person.
func TestSendDue(t *testing.T) {
	p := newPost(t)
	p.queue(6)
	p.server.Script(mailserver.Take, mailserver.DeferRecipient, mailserver.RefuseRecipient, mailserver.TakeAndCut)
	if did := p.send(); did != "1 sent, 1 deferred, 1 failed, 1 uncertain" { // the carrier is down then
		t.Errorf("%s", did)
	}
	p.isTrue()
	p.expect("m0@example.vn", pipeline.DeliverySent, `^250 `)
	p.expect("m2@example.vn", pipeline.DeliveryFailed, `^RCPT: 550 5\.1\.1 No such user here$`)
	p.expect("m3@example.vn", pipeline.DeliveryUncertain, "^no answer to the end of the message")
	p.expect("m4@example.vn", pipeline.DeliveryQueued, "^$")
	d := p.expect("m1@example.vn", pipeline.DeliveryDeferred, `^RCPT: 451 4\.7\.1 Greylisted`)
	if !d.Next.Equal(p.clock.Add(time.Minute)) || d.Attempts != 1 {
		t.Errorf("attempt %d, next %s", d.Attempts, d.Next)
	}
	if did := p.send(); did != "2 sent" {
		t.Errorf("%s", did)
	}
	p.clock = d.Next
	if did := p.send(); did != "1 sent" {
		t.Errorf("%s", did)
	}
	p.isTrue()
	if did := p.send(); did != "" || p.server.Attempts() != 7 {
		t.Errorf("%s, %d connections", did, p.server.Attempts())
	}
}

// After a full day without a server every message arrives once, and none was given up. Meanwhile the server is asked but once each time.
func TestOutageOfADay(t *testing.T) {
	p := newPost(t)
	p.queue(20)
	p.server.Stop()
	for range 24 * 6 {
		if did := p.send(); did != "1 deferred" && did != "" {
			t.Fatalf("%s", did)
		}
		p.clock = p.clock.Add(10 * time.Minute)
	}
	for id, d := range p.all() {
		if d.State != pipeline.DeliveryQueued { // which need not have been tried
			p.expect(id, pipeline.DeliveryDeferred, "connection refused")
		}
	}
	if err := p.server.Start(); err != nil {
		t.Fatal(err)
	}
	p.server.Late = 300 * time.Millisecond
	p.server.Script(mailserver.TakeLate)
	for range 7 {
		p.send()
		p.clock = p.clock.Add(10 * time.Minute)
	}
	p.isTrue()
	for id := range p.all() {
		p.expect(id, pipeline.DeliverySent, "^250")
	}
}

// Whatever a server does, what is recorded is true.
func TestWhateverTheServerDoes(t *testing.T) {
	acts := []mailserver.Act{mailserver.Take, mailserver.TakeLate, mailserver.CutAtHello, mailserver.CutAtSender, mailserver.CutAtRecipient, mailserver.CutAtData, mailserver.CutAtEnd,
		mailserver.TakeAndCut, mailserver.BusyAtSender, mailserver.DeferRecipient, mailserver.RefuseSender, mailserver.RefuseRecipient, mailserver.RefuseNoAuth,
		mailserver.DeferEnd, mailserver.RefuseEnd}
	p := newPost(t)
	p.server.Late = time.Millisecond
	p.queue(60)
	script := make([]mailserver.Act, 400)
	for i := range script {
		script[i] = acts[rand.N(len(acts))]
	}
	p.server.Script(script...)
	for range 150 {
		p.send()
		p.clock = p.clock.Add(4 * time.Minute)
	}
	p.isTrue()
	counts := map[pipeline.DeliveryState]int{}
	for _, d := range p.all() {
		counts[d.State]++
	}
	if counts[pipeline.DeliverySent] == 0 || counts[pipeline.DeliveryFailed] == 0 || counts[pipeline.DeliveryUncertain] == 0 ||
		counts[pipeline.DeliverySent]+counts[pipeline.DeliveryFailed]+counts[pipeline.DeliveryUncertain] != 60 {
		t.Errorf("%v", counts)
	}
}

// What is not taken for too long is given up, with the server's last words.
func TestGiveUp(t *testing.T) {
	p := newPost(t)
	p.Catalog.Config.Mail.GiveUp = 3 * time.Hour
	p.queue(1)
	script := make([]mailserver.Act, 100)
	for i := range script {
		script[i] = mailserver.DeferRecipient
	}
	p.server.Script(script...)
	began := p.clock
	for range 60 * 6 {
		p.send()
		p.clock = p.clock.Add(time.Minute)
	}
	d := p.expect("m0@example.vn", pipeline.DeliveryFailed, `^given up after 9 attempts: RCPT: 451 4\.7\.1 Greylisted`)
	if took := d.Changed.Sub(began); took < 3*time.Hour || took > 4*time.Hour+5*time.Minute || p.server.Attempts() != 9 {
		t.Errorf("given up after %s, %d connections", took, p.server.Attempts())
	}
}

// full is a record that takes no state, as on a full disk.
type full struct {
	pipeline.DeliveryRecord
	refuse pipeline.DeliveryState
}

func (f *full) MoveDelivery(ctx context.Context, d pipeline.Delivery, from pipeline.DeliveryState) error {
	if d.State == f.refuse {
		return errors.New("no space left on device")
	}
	return f.DeliveryRecord.MoveDelivery(ctx, d, from)
}

// What cannot be recorded as sending is not sent; what was sent and cannot be recorded is recorded later, and not sent again.
func TestRecordIsFull(t *testing.T) {
	p := newPost(t)
	record := &full{p.Deliveries, pipeline.DeliverySending}
	p.Deliveries = record
	p.queue(2)
	if _, err := p.SendDue(t.Context(), p.carriers); err == nil || len(p.server.Taken()) > 0 {
		t.Errorf("%v, taken %d", err, len(p.server.Taken()))
	}
	p.expect("m0@example.vn", pipeline.DeliveryQueued, "^$")
	record.refuse = pipeline.DeliverySent
	if _, err := p.SendDue(t.Context(), p.carriers); err == nil || !strings.Contains(err.Error(), "delivery 1 is sent, which could not be recorded: no space left") {
		t.Errorf("%v", err)
	}
	if _, err := p.SendDue(t.Context(), p.carriers); err == nil || len(p.server.Taken()) != 1 {
		t.Errorf("%v, taken %d", err, len(p.server.Taken()))
	}
	p.expect("m0@example.vn", pipeline.DeliverySending, "^$")
	record.refuse = ""
	if did := p.send(); did != "1 sent" {
		t.Errorf("%s", did)
	}
	p.isTrue()
	p.expect("m0@example.vn", pipeline.DeliverySent, "^250")
}

// What somebody drops while it is about to be sent is not sent.
func TestDroppedMeanwhile(t *testing.T) {
	p := newPost(t)
	p.queue(2)
	p.carriers[pipeline.MailChannel] = dropping{p, p.carriers[pipeline.MailChannel]}
	if did := p.send(); did != "1 sent" {
		t.Errorf("%s", did)
	}
	p.isTrue()
	p.expect("m0@example.vn", pipeline.DeliveryDropped, "^$")
}

// dropping drops the first delivery before it is carried.
type dropping struct {
	p *post
	pipeline.Carrier
}

func (c dropping) Carry(ctx context.Context, d pipeline.Delivery, attachments [][]byte, sending func() error) (string, error) {
	if d.ID == 1 {
		d.State = pipeline.DeliveryDropped
		if err := c.p.Deliveries.MoveDelivery(ctx, d, pipeline.DeliveryQueued); err != nil {
			c.p.t.Error(err)
		}
	}
	return c.Carrier.Carry(ctx, d, attachments, sending)
}

// An attachment that is not as it was kept is not sent; it may be put back.
func TestAttachmentIsDamaged(t *testing.T) {
	p := newPost(t)
	d := pipeline.Delivery{Key: "k", Kind: pipeline.ReturnDelivery, Recipient: "a@example.vn", Channel: pipeline.MailChannel, Title: "x", Text: "x", MessageID: "m@example.vn",
		Attachments: []pipeline.KeptFile{{Name: "a.xlsx", SHA256: strings.Repeat("0", 64)}}}
	if _, err := p.Deliveries.Queue(t.Context(), nil, []pipeline.Delivery{d}); err != nil {
		t.Fatal(err)
	}
	p.send()
	p.expect("m@example.vn", pipeline.DeliveryDeferred, "^a.xlsx cannot be attached: ")
	if p.server.Attempts() > 0 {
		t.Error("the server was called")
	}
}

// The end of the program is no attempt.
func TestSendEnds(t *testing.T) {
	p := newPost(t)
	p.queue(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.SendDue(ctx, p.carriers); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if d := p.expect("m0@example.vn", pipeline.DeliveryQueued, "^$"); d.Attempts != 0 {
		t.Errorf("%d attempts", d.Attempts)
	}
}
