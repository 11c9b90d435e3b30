package deliver

import (
	"context"
	"crypto/tls"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"tonghop/pipeline"
)

// connection is one to the mail server. go-mail opens it and says who is there; what is said of a message is said here, step by step, for it matters at
// which step a connection is cut.
type connection struct {
	of     *Mail
	conn   net.Conn // nil until it is there
	client *smtp.Client
	forget func() bool // of the context
	begun  atomic.Bool // the message is on its way: it is not cut off at once
	quits  bool        // the server waits for a command
}

// connect opens a connection, up to AUTH. addresses are those of the message. The error is that of any step.
func (m *Mail) connect(ctx context.Context, addresses, password string) (*connection, error) {
	c := &connection{of: m}
	trusted := &tls.Config{ServerName: m.config.Server, RootCAs: m.roots, MinVersion: tls.VersionTLS12}
	options := []mail.Option{mail.WithPort(m.config.Port), mail.WithTimeout(m.step), mail.WithTLSConfig(trusted)}
	if isASCII(addresses) {
		options = append(options, mail.WithoutSMTPUTF8()) // which not every server on the way takes
	}
	dial := func(within context.Context, network, address string) (net.Conn, error) {
		return c.dial(ctx, within, network, address)
	}
	switch m.config.Security {
	case pipeline.TLS:
		options = append(options, mail.WithSSL())
		dial = func(within context.Context, network, address string) (net.Conn, error) {
			conn, err := c.dial(ctx, within, network, address)
			if err != nil {
				return nil, err
			}
			encrypted := tls.Client(conn, trusted)
			return encrypted, encrypted.HandshakeContext(within)
		}
	case pipeline.NoSecurity:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.config.User != "" {
		options = append(options, mail.WithUsername(m.config.User), mail.WithPassword(password), mail.WithOpportunisticSMTPAuth(m.mechanisms()...))
	}
	client, err := mail.NewClient(m.config.Server, append(options, mail.WithDialContextFunc(dial))...)
	if err == nil {
		c.client, err = client.DialToSMTPClientWithContext(ctx)
	}
	if err != nil {
		c.close()
		return nil, err
	}
	c.quits = true
	return c, nil
}

// mechanisms are the ways of AUTH, the first that the server knows. Nothing but TLS keeps a password from others, unless it is never said.
func (m *Mail) mechanisms() []mail.SMTPAuthType {
	if m.config.Security == pipeline.NoSecurity {
		return []mail.SMTPAuthType{mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthSCRAMSHA1, mail.SMTPAuthCramMD5, mail.SMTPAuthPlainNoEnc, mail.SMTPAuthLoginNoEnc}
	}
	return []mail.SMTPAuthType{mail.SMTPAuthPlain, mail.SMTPAuthLogin, mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthSCRAMSHA1, mail.SMTPAuthCramMD5}
}

// dial opens the connection within a time, and has it cut when the context ends: at once, or a little later where a message is on its way.
func (c *connection) dial(ctx, within context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(within, network, address)
	if err != nil {
		return nil, err
	}
	c.conn = conn
	c.forget = context.AfterFunc(ctx, func() {
		if c.begun.Load() {
			time.AfterFunc(c.of.leave, func() { _ = conn.Close() })
			return
		}
		_ = conn.Close()
	})
	return conn, nil
}

// close ends the connection. Where the server waits for a command, it is told; anything else that is written now may end a message that is not whole.
func (c *connection) close() {
	if c.forget != nil {
		c.forget()
	}
	if c.quits && c.client.UpdateDeadline(c.of.leave) == nil {
		_ = c.client.Quit() // everything was said
	}
	if c.conn != nil {
		_ = c.conn.Close()
	}
}

// largest is how many bytes a message may have that the server takes, as far as it says so (SIZE, RFC 1870); else 0.
func (c *connection) largest() int64 {
	_, size := c.client.Extension("SIZE")
	bytes, err := strconv.ParseInt(size, 10, 64)
	if err != nil {
		return 0 // says nothing, or not how many
	}
	return bytes
}

// hand hands a message over, and returns the server's answer.
func (c *connection) hand(from, to string, message []byte, sending func() error) (string, error) {
	for _, say := range []struct {
		step string
		do   func() error
	}{{"MAIL", func() error { return c.client.Mail(bracketed(from)) }}, {"RCPT", func() error { return c.client.Rcpt(bracketed(to)) }}} {
		if err := c.timed(c.of.step, say.do); err != nil {
			return "", c.answered(say.step, err)
		}
	}
	c.begun.Store(true)
	if err := sending(); err != nil {
		return "", err
	}
	return c.data(message)
}

// data sends the message. Until its last byte, which is the end's, no server has it.
func (c *connection) data(message []byte) (string, error) {
	var body interface {
		Write([]byte) (int, error)
		Close() error
	}
	if err := c.timed(c.of.step, func() (err error) { body, err = c.client.Data(); return err }); err != nil {
		return "", c.answered("DATA", err)
	}
	c.quits = false
	if err := c.timed(c.of.message, func() error {
		_, err := body.Write(message)
		if err == nil {
			err = c.client.Text.W.Flush()
		}
		return err
	}); err != nil {
		return "", &pipeline.CarryError{State: pipeline.DeliveryDeferred, Down: true, Words: oneLine("cut off within the message: " + err.Error())}
	}
	err := c.timed(c.of.message, body.Close)
	if said, ok := body.(*smtp.DataCloser); ok && err == nil {
		c.quits = true
		return oneLine("250 " + said.ServerResponse()), nil
	}
	return c.ended(err)
}

// timed does something that may take so long.
func (c *connection) timed(limit time.Duration, do func() error) error {
	if err := c.client.UpdateDeadline(limit); err != nil {
		return err
	}
	return do()
}

func bracketed(address string) string { return (&netmail.Address{Address: address}).String() }

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}
