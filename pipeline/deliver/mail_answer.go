package deliver

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"strings"
	"unicode"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// The answers that say nothing of a message, but how the server is used: the operator mends it, and the message is tried again. RFC 4954, 6; RFC 5321, 3.8.
var notOfMessage = []int{421, 530, 534, 535, 538}

// longestWords bounds what is kept of a server's words.
const longestWords = 500

// refused says what became of a message of which nothing was said, for there is no connection. The words hold no password.
func refused(err error, user, password string) *pipeline.CarryError {
	words := saidBy(err)
	if password != "" {
		words = strings.NewReplacer(password, "…", encoded(password), "…", encoded("\x00"+user+"\x00"+password), "…").Replace(words)
	}
	if said := new(textproto.Error); errors.As(err, &said) && slices.Contains(notOfMessage, said.Code) && said.Code != 421 {
		words = fmt.Sprintf("the server refuses user %s, check service.mail.user and password_file: %s", user, words)
	}
	return &pipeline.CarryError{State: pipeline.DeliveryDeferred, Down: true, Words: oneLine(words)}
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// answered says what became of a message at a step before its first byte.
func (c *connection) answered(step string, err error) *pipeline.CarryError {
	result := &pipeline.CarryError{State: pipeline.DeliveryDeferred, Words: oneLine(step + ": " + saidBy(err))}
	said := new(textproto.Error)
	switch {
	case !errors.As(err, &said): // no answer
		c.quits, result.Down = false, true
	case slices.Contains(notOfMessage, said.Code):
		result.Down = true
	case said.Code >= 500:
		result.State = pipeline.DeliveryFailed
	}
	return result
}

// ended says what became of a message whose end was sent, with an answer other than 250, or none.
func (c *connection) ended(err error) (string, error) {
	said := new(textproto.Error)
	if !errors.As(err, &said) {
		return "", &pipeline.CarryError{State: pipeline.DeliveryUncertain, Down: true, Words: oneLine("no answer to the end of the message: " + err.Error())}
	}
	c.quits = true
	result := &pipeline.CarryError{State: pipeline.DeliveryUncertain, Words: oneLine("end of DATA: " + saidBy(err))}
	switch {
	case said.Code >= 200 && said.Code < 300:
		return oneLine(saidBy(err)), nil
	case said.Code >= 500 && !slices.Contains(notOfMessage, said.Code):
		result.State = pipeline.DeliveryFailed
	case said.Code >= 400:
		result.State, result.Down = pipeline.DeliveryDeferred, slices.Contains(notOfMessage, said.Code)
	}
	return "", result
}

// saidBy is an error with the server's answer as it was given.
func saidBy(err error) string {
	said := new(textproto.Error)
	if !errors.As(err, &said) {
		return err.Error()
	}
	return strings.Replace(err.Error(), said.Error(), fmt.Sprintf("%d %s", said.Code, said.Msg), 1)
}

// oneLine is a text in one line, without what a terminal or a header obeys, and not too long.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	letters := []rune(vi.SingleSpaced(text))
	if len(letters) > longestWords {
		letters = append(letters[:longestWords], '…')
	}
	return string(letters)
}
