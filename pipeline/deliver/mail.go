package deliver

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	netmail "net/mail"
	"os"
	"time"

	"tonghop/pipeline"
)

// How long the mail server may take. RFC 5321, 4.5.3.2, asks for five and ten minutes: a server that needs more than these is down for everybody else too.
const (
	stepTime    = time.Minute      // for the connection with all that is said before a message, and for each answer
	messageTime = 10 * time.Minute // for the message, and the answer to its end
	leaveTime   = 5 * time.Second  // for the answer to a message that is on its way when the program is to end
)

// Mail is a carrier to a mail server: a connection and a recipient for each message.
type Mail struct {
	config  pipeline.Mail
	roots   *x509.CertPool // that vouch for the server; nil: those of the system
	step    time.Duration
	message time.Duration
	leave   time.Duration
}

// NewMail returns a carrier to the server of the configuration.
func NewMail(config pipeline.Mail) *Mail {
	return &Mail{config: config, step: stepTime, message: messageTime, leave: leaveTime}
}

// Carry sends a message. sending is called when the server has taken sender and recipient, and waits for the message. What goes wrong before is deferred, or
// failed where the server says so; without an answer behind the end of the message nobody knows.
func (m *Mail) Carry(ctx context.Context, d pipeline.Delivery, attachments [][]byte, sending func() error) (string, error) {
	message, err := m.compose(d, attachments)
	if err != nil {
		return "", &pipeline.CarryError{State: pipeline.DeliveryFailed, Words: oneLine(err.Error())}
	}
	from, err := netmail.ParseAddress(m.config.From)
	if err != nil {
		return "", err
	}
	password, err := m.password()
	if err != nil {
		return "", &pipeline.CarryError{State: pipeline.DeliveryDeferred, Down: true, Words: oneLine("service.mail.password_file cannot be read: " + err.Error())}
	}
	c, err := m.connect(ctx, from.Address+d.Recipient, password)
	if err != nil {
		return "", refused(err, m.config.User, password)
	}
	defer c.close()
	if largest := c.largest(); largest > 0 && int64(len(message)) > largest {
		return "", &pipeline.CarryError{State: pipeline.DeliveryFailed, Words: fmt.Sprintf("the message has %d bytes and the server takes %d: "+
			"have it take more, then resend; with a lower service.mail.attachment_bytes such files are left in the outbox from then on", len(message), largest)}
	}
	return c.hand(from.Address, d.Recipient, message, sending)
}

// password reads the password of the user; it is kept nowhere.
func (m *Mail) password() (string, error) {
	if m.config.User == "" {
		return "", nil
	}
	text, err := os.ReadFile(m.config.PasswordFile)
	return string(bytes.TrimRight(text, "\r\n")), err
}

// Try connects to the server and says nothing more than who is there: whether it would take a message. room is how many bytes of attachments that may have, as
// far as the server says it, else 0.
func (m *Mail) Try(ctx context.Context) (room int64, err error) {
	password, err := m.password()
	if err != nil {
		return 0, err
	}
	c, err := m.connect(ctx, "", password)
	if err != nil {
		return 0, errors.New(refused(err, m.config.User, password).Words)
	}
	defer c.close()
	if largest := c.largest(); largest > 0 {
		return max(1, (largest-lettersRoom)*bytesOfLine/lettersOfLine), nil
	}
	return 0, nil
}

// What attachments take in a message: lines of base64 of 76 letters, with their ends, hold 57 bytes each (RFC 2045, 6.8); the rest is text and headers.
const (
	bytesOfLine, lettersOfLine = 57, 78
	lettersRoom                = 256 << 10
)
