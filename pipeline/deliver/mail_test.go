package deliver

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver/mailserver"
)

var morning = time.Date(2024, 8, 18, 0, 30, 0, 0, time.UTC)

func delivery() pipeline.Delivery {
	return pipeline.Delivery{ID: 17, Key: "edition 17 lan@example.vn", Kind: pipeline.EditionDelivery, Recipient: "lan@example.vn", Channel: pipeline.MailChannel,
		Title: "Báo cáo số 05/BC-V05", Text: "Kính gửi đồng chí,\n.\nMột dòng chỉ có dấu chấm ở trên.\n" + strings.Repeat("Số liệu của kỳ báo cáo. ", 200) + "\n",
		HTML: "<p>Kính gửi đồng chí</p>\n", MessageID: "17.abc@example.vn", Queued: morning, State: pipeline.DeliveryQueued}
}

// carried is what became of a delivery.
type carried struct {
	state   pipeline.DeliveryState
	words   string
	sending int
	down    bool
}

func carry(t *testing.T, m *Mail, d pipeline.Delivery, attachments ...[]byte) carried {
	t.Helper()
	var c carried
	words, err := m.Carry(t.Context(), d, attachments, func() error { c.sending++; return nil })
	var failure *pipeline.CarryError
	switch {
	case err == nil:
		c.state, c.words = pipeline.DeliverySent, words
	case errors.As(err, &failure):
		c.state, c.words, c.down = failure.State, failure.Words, failure.Down
	default:
		t.Fatal(err)
	}
	if strings.Contains(c.words, "\n") {
		t.Errorf("words of more than a line: %q", c.words)
	}
	return c
}

func newMail(s *mailserver.Server) *Mail {
	m := NewMail(s.Config("", ""))
	m.roots, m.step, m.message, m.leave = s.Roots, 2*time.Second, 2*time.Second, 50*time.Millisecond
	return m
}

// What the server does decides what is said of the message, and the server's own store says whether that is true.
func TestCarry(t *testing.T) {
	for _, test := range []struct {
		act   mailserver.Act
		want  carried
		taken int
	}{
		{mailserver.Take, carried{pipeline.DeliverySent, "250 2.0.0 OK: queued", 1, false}, 1},
		{mailserver.TakeLate, carried{pipeline.DeliverySent, "250 2.0.0 OK: queued", 1, false}, 1},
		{mailserver.CutAtHello, carried{pipeline.DeliveryDeferred, "EHLO", 0, true}, 0},
		{mailserver.CutAtSender, carried{pipeline.DeliveryDeferred, "MAIL: ", 0, true}, 0},
		{mailserver.CutAtRecipient, carried{pipeline.DeliveryDeferred, "RCPT: ", 0, true}, 0},
		{mailserver.BusyAtSender, carried{pipeline.DeliveryDeferred, "MAIL: 421 4.3.2 Shutting down", 0, true}, 0},
		{mailserver.RefuseNoAuth, carried{pipeline.DeliveryDeferred, "MAIL: 530 5.7.0 Authentication required", 0, true}, 0},
		{mailserver.RefuseSender, carried{pipeline.DeliveryFailed, "MAIL: 550 5.1.8 Sender refused", 0, false}, 0},
		{mailserver.DeferRecipient, carried{pipeline.DeliveryDeferred, "RCPT: 451 4.7.1 Greylisted, try again later", 0, false}, 0},
		{mailserver.RefuseRecipient, carried{pipeline.DeliveryFailed, "RCPT: 550 5.1.1 No such user here", 0, false}, 0},
		{mailserver.CutAtEnd, carried{pipeline.DeliveryUncertain, "no answer to the end of the message", 1, true}, 0},
		{mailserver.TakeAndCut, carried{pipeline.DeliveryUncertain, "no answer to the end of the message", 1, true}, 1},
		{mailserver.DeferEnd, carried{pipeline.DeliveryDeferred, "end of DATA: 451 4.3.0 Disk full", 1, false}, 0},
		{mailserver.RefuseEnd, carried{pipeline.DeliveryFailed, "end of DATA: 554 5.6.0 Refused by content", 1, false}, 0},
	} {
		for _, security := range []pipeline.Security{pipeline.StartTLS, pipeline.TLS, pipeline.NoSecurity} {
			t.Run(string(test.act)+" "+string(security), func(t *testing.T) {
				t.Parallel()
				s := mailserver.New(t, security)
				s.Script(test.act)
				got := carry(t, newMail(s), delivery())
				if !strings.Contains(got.words, test.want.words) {
					t.Errorf("words %q, expected %q", got.words, test.want.words)
				}
				if got.words = test.want.words; got != test.want {
					t.Errorf("%+v, expected %+v", got, test.want)
				}
				taken := s.Taken()
				if len(taken) != test.taken {
					t.Fatalf("the server took %d, expected %d", len(taken), test.taken)
				}
				for _, m := range taken {
					if m.From != "v05@example.vn" || m.To != "lan@example.vn" || m.TLS != (security != pipeline.NoSecurity) {
						t.Errorf("taken from %s for %s, TLS %v", m.From, m.To, m.TLS)
					}
				}
			})
		}
	}
}

// A message larger than the server says that it takes is not begun: it would be read to its end and refused there, or cut off, and be tried for days.
func TestLargerThanTheServerTakes(t *testing.T) {
	s := mailserver.New(t, pipeline.StartTLS)
	s.Stop()
	s.Size = 40_000
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	small, large := delivery(), delivery()
	large.Attachments = []pipeline.KeptFile{{Name: "a.pdf"}}
	if got := carry(t, newMail(s), small); got.state != pipeline.DeliverySent {
		t.Errorf("%+v", got)
	}
	got := carry(t, newMail(s), large, make([]byte, 40_000))
	if got.state != pipeline.DeliveryFailed || got.sending != 0 || got.down || !regexp.MustCompile(`^the message has \d{5} bytes and the server takes 40000: .*service\.mail\.attachment_bytes`).MatchString(got.words) {
		t.Errorf("%+v", got)
	}
	if taken := s.Taken(); len(taken) != 1 {
		t.Errorf("the server took %d", len(taken))
	}
}

// A message that is cut off within is known not to have been taken: its end was not sent.
func TestCutWithinTheMessage(t *testing.T) {
	s := mailserver.New(t, pipeline.StartTLS)
	s.Script(mailserver.CutWithin)
	d := delivery()
	d.Attachments = []pipeline.KeptFile{{Name: "a.pdf"}}
	got := carry(t, newMail(s), d, make([]byte, 16<<20)) // more than the buffers on the way hold
	if got.state != pipeline.DeliveryDeferred || !strings.Contains(got.words, "cut off within the message") || got.sending != 1 {
		t.Errorf("%+v", got)
	}
}

// A small message leaves together with its end: whether the server was still there for it may be known, or not.
func TestCutBeforeTheMessage(t *testing.T) {
	s := mailserver.New(t, pipeline.StartTLS)
	for range 50 {
		s.Script(mailserver.CutAtData)
		if got := carry(t, newMail(s), delivery()); got.state != pipeline.DeliveryDeferred && got.state != pipeline.DeliveryUncertain || !got.down || got.sending != 1 || len(s.Taken()) > 0 {
			t.Fatalf("%+v", got)
		}
	}
}

// Without an answer in time nobody knows; what the server does later changes nothing.
func TestNoAnswerInTime(t *testing.T) {
	s := mailserver.New(t, pipeline.StartTLS)
	s.Late = time.Second
	s.Script(mailserver.TakeLate)
	m := newMail(s)
	m.message = 200 * time.Millisecond
	if got := carry(t, m, delivery()); got.state != pipeline.DeliveryUncertain || !strings.Contains(got.words, "timeout") {
		t.Errorf("%+v", got)
	}
}

// When the program is to end, a message on its way has a moment left, and what has not begun is left alone.
func TestEndWhileSending(t *testing.T) {
	s := mailserver.New(t, pipeline.StartTLS)
	s.Late = 20 * time.Second
	s.Script(mailserver.SilentAtEnd)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := newMail(s).Carry(ctx, delivery(), nil, func() error { cancel(); return nil })
	var failure *pipeline.CarryError
	if !errors.As(err, &failure) || failure.State != pipeline.DeliveryUncertain {
		t.Errorf("%v", err)
	}
	_, err = newMail(s).Carry(ctx, delivery(), nil, func() error { t.Error("began"); return nil })
	if !errors.As(err, &failure) || failure.State != pipeline.DeliveryDeferred {
		t.Errorf("%v", err)
	}
}

// What cannot be recorded as sending is not sent.
func TestNotRecorded(t *testing.T) {
	s := mailserver.New(t, pipeline.StartTLS)
	full := errors.New("disk full")
	if _, err := newMail(s).Carry(t.Context(), delivery(), nil, func() error { return full }); !errors.Is(err, full) || len(s.Taken()) > 0 {
		t.Errorf("%v, taken %d", err, len(s.Taken()))
	}
}

func TestAuth(t *testing.T) {
	for _, security := range []pipeline.Security{pipeline.StartTLS, pipeline.TLS, pipeline.NoSecurity} {
		s := mailserver.New(t, security)
		file := filepath.Join(t.TempDir(), "password")
		m := newMail(s)
		m.config.User, m.config.PasswordFile = mailserver.User, file
		if got := carry(t, m, delivery()); got.state != pipeline.DeliveryDeferred || !got.down || !strings.Contains(got.words, "password_file cannot be read: open "+file) {
			t.Errorf("%s, no file: %+v", security, got)
		}
		write := func(text string) {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		write("sai mật khẩu\n")
		got := carry(t, m, delivery())
		if got.state != pipeline.DeliveryDeferred || !got.down || got.sending > 0 || !strings.Contains(got.words, "the server refuses user v05@example.vn, check") || !strings.Contains(got.words, "535") {
			t.Errorf("%s, wrong password: %+v", security, got)
		}
		if strings.Contains(got.words, "sai") {
			t.Errorf("the words hold the password: %s", got.words)
		}
		write(mailserver.Password + "\n")
		if got := carry(t, m, delivery()); got.state != pipeline.DeliverySent || s.Taken()[0].By != mailserver.User {
			t.Errorf("%s: %+v", security, got)
		}
	}
}

// The words of a server that says the password again do not.
func TestWordsWithoutPassword(t *testing.T) {
	for _, said := range []string{"mật khẩu 1", encoded("mật khẩu 1"), encoded("\x00lan\x00mật khẩu 1")} {
		if got := refused(errors.New("535 no such password: "+said), "lan", "mật khẩu 1"); strings.Contains(got.Words, said) {
			t.Errorf("%s", got.Words)
		}
	}
}

// Where encryption is required, nothing is said without it, and to none but the server that is meant.
func TestOnlyEncrypted(t *testing.T) {
	plain := mailserver.New(t, pipeline.NoSecurity)
	m := newMail(plain)
	m.config.Security = pipeline.StartTLS
	if got := carry(t, m, delivery()); got.state != pipeline.DeliveryDeferred || !strings.Contains(got.words, "does not support STARTTLS") || len(plain.Taken()) > 0 {
		t.Errorf("%+v", got)
	}
	for _, security := range []pipeline.Security{pipeline.StartTLS, pipeline.TLS} {
		s := mailserver.New(t, security)
		m := newMail(s)
		m.roots = nil
		if got := carry(t, m, delivery()); got.state != pipeline.DeliveryDeferred || !strings.Contains(got.words, "certificate") || len(s.Taken()) > 0 {
			t.Errorf("%s: %+v", security, got)
		}
	}
}

// Whether a message would be taken is known, and how many bytes of attachments fit into one: as many are taken.
func TestTry(t *testing.T) {
	s := mailserver.New(t, pipeline.StartTLS)
	m := newMail(s)
	if room, err := m.Try(t.Context()); err != nil || room != 0 {
		t.Errorf("%d, %v", room, err)
	}
	s.Stop()
	if _, err := m.Try(t.Context()); err == nil || !strings.Contains(err.Error(), "refused") || strings.Contains(err.Error(), "deferred") {
		t.Errorf("%v", err)
	}
	s.Size = 10_240_000
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	room, err := m.Try(t.Context())
	if err != nil || room < 7_000_000 {
		t.Errorf("%d, %v", room, err)
	}
	d := delivery()
	d.Attachments = []pipeline.KeptFile{{Name: "a.pdf"}, {Name: "a.xlsx"}}
	if got := carry(t, m, d, make([]byte, room/2), make([]byte, room-room/2)); got.state != pipeline.DeliverySent {
		t.Errorf("%+v", got)
	}
}
