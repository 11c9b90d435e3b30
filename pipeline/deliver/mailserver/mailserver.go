// Package mailserver is a mail server for tests: it speaks SMTP, keeps what it takes, and treats each connection as the test says.
package mailserver

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"tonghop/pipeline"
)

// Act is how a connection is treated.
type Act string

// The acts.
const (
	Take            Act = "take"
	CutAtHello      Act = "cut at EHLO"
	CutAtSender     Act = "cut at MAIL"
	CutAtRecipient  Act = "cut at RCPT"
	CutAtData       Act = "cut at DATA"               // before a byte of the message is read
	CutWithin       Act = "cut within the message"    // half of it was read
	CutAtEnd        Act = "cut behind the message"    // read, and thrown away
	TakeAndCut      Act = "take and cut"              // kept, and nothing said
	TakeLate        Act = "take late"                 // kept, and said after Late
	BusyAtSender    Act = "421 at MAIL"               // and the connection ends
	DeferRecipient  Act = "451 at RCPT"               // greylisting
	RefuseSender    Act = "550 at MAIL"               //
	RefuseRecipient Act = "550 at RCPT"               //
	RefuseNoAuth    Act = "530 at MAIL"               // the client is to say who it is
	DeferEnd        Act = "451 behind the message"    // thrown away
	RefuseEnd       Act = "554 behind the message"    // thrown away
	SilentAtEnd     Act = "silent behind the message" // thrown away, and nothing said
)

// User and Password are those that AUTH takes.
const (
	User     = "v05@example.vn"
	Password = "bí mật 05"
)

// Message is what the server took.
type Message struct {
	From, To string
	Data     []byte
	TLS      bool
	By       string // who said so by AUTH
}

// Server is one on a port of this machine.
type Server struct {
	Late  time.Duration // of TakeLate and SilentAtEnd
	Size  int64         // of the largest message, in bytes, from the next Start on; 0: says nothing of it
	Roots *x509.CertPool

	security pipeline.Security
	identity *tls.Config
	address  string
	server   *smtp.Server
	listener net.Listener

	mu       sync.Mutex
	acts     []Act
	by       map[*smtp.Conn]Act
	attempts int
	taken    []Message
}

// New starts a server, which ends with the test.
func New(t testing.TB, security pipeline.Security) *Server {
	t.Helper()
	s, err := Open(security)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// Open starts a server.
func Open(security pipeline.Security) (*Server, error) {
	s := &Server{Late: 100 * time.Millisecond, security: security, address: "127.0.0.1:0"}
	var err error
	if s.identity, s.Roots, err = identify(); err != nil {
		return nil, err
	}
	return s, s.Start()
}

// Start takes connections again, at the address from before.
func (s *Server) Start() error {
	listener, err := net.Listen("tcp", s.address)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.address, s.by = listener.Addr().String(), map[*smtp.Conn]Act{}
	s.mu.Unlock()
	server := smtp.NewServer(smtp.BackendFunc(s.session))
	server.Domain, server.AllowInsecureAuth, server.ErrorLog = "localhost", true, log.New(io.Discard, "", 0)
	server.MaxMessageBytes = s.Size
	switch s.security {
	case pipeline.StartTLS:
		server.TLSConfig, server.AllowInsecureAuth = s.identity, false
	case pipeline.TLS:
		listener = tls.NewListener(listener, s.identity)
	}
	s.server, s.listener = server, listener
	go server.Serve(listener) //nolint:errcheck // ends when it is stopped
	return nil
}

// Stop cuts every connection and takes none.
func (s *Server) Stop() {
	_ = s.server.Close()   // stopped before
	_ = s.listener.Close() // which the server need not have got to know yet
}

// Config is how the server is reached, by a user where one is given.
func (s *Server) Config(user, passwordFile string) pipeline.Mail {
	address, _ := net.ResolveTCPAddr("tcp", s.address)
	return pipeline.Mail{Server: "localhost", Port: address.Port, Security: s.security, User: user, PasswordFile: passwordFile,
		From: "Cục V05 <v05@example.vn>", AttachmentBytes: 10 << 20, GiveUp: 48 * time.Hour}
}

// Script says how the next connections are treated; those behind them are taken.
func (s *Server) Script(acts ...Act) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acts = acts
}

// Taken returns what was taken, in order.
func (s *Server) Taken() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.taken...)
}

// Attempts counts the connections that got as far as EHLO.
func (s *Server) Attempts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.attempts
}

// session begins at each EHLO: with STARTTLS twice on a connection.
func (s *Server) session(c *smtp.Conn) (smtp.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	act, known := s.by[c]
	if !known {
		act = Take
		if len(s.acts) > 0 {
			act, s.acts = s.acts[0], s.acts[1:]
		}
		s.by[c] = act
		s.attempts++
	}
	if act == CutAtHello {
		return nil, c.Conn().Close()
	}
	_, encrypted := c.TLSConnectionState()
	return &session{server: s, conn: c, act: act, message: Message{TLS: encrypted}}, nil
}

type session struct {
	server  *Server
	conn    *smtp.Conn
	act     Act
	message Message
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return smtp.ErrAuthFailed
		}
		s.message.By = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.message.From = from
	switch s.act {
	case CutAtSender:
		return s.conn.Conn().Close()
	case RefuseSender:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 8}, Message: "Sender refused"}
	case RefuseNoAuth:
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	case BusyAtSender:
		return &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "Shutting down"}
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.message.To = to
	switch s.act {
	case CutAtRecipient:
		return s.conn.Conn().Close()
	case DeferRecipient:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "Greylisted, try again later"}
	case RefuseRecipient:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user here"}
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	switch s.act {
	case CutAtData:
		return s.conn.Conn().Close()
	case CutWithin:
		_, _ = io.CopyN(io.Discard, r, 2000)
		return s.conn.Conn().Close()
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	switch s.act {
	case CutAtEnd:
		return s.conn.Conn().Close()
	case DeferEnd:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Disk full"}
	case RefuseEnd:
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "Refused by content"}
	case SilentAtEnd:
		time.Sleep(s.server.Late)
		return s.conn.Conn().Close()
	}
	s.message.Data = bytes.Clone(data)
	s.server.mu.Lock()
	s.server.taken = append(s.server.taken, s.message)
	s.server.mu.Unlock()
	switch s.act {
	case TakeAndCut:
		return s.conn.Conn().Close()
	case TakeLate:
		time.Sleep(s.server.Late)
	}
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
