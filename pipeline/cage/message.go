package cage

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"

	"tonghop/pipeline"
)

// What parent and child tell each other, each in a frame: opening, then ready back; task and the file, then taken and, when it
// is done, answer and what was written back. The parent keeps its end open until it has the answer.
type (
	opening struct {
		Catalog *pipeline.Catalog
		Office  string // path of LibreOffice; "" for none
	}
	task struct {
		Annotate bool // or else read
		Findings []pipeline.Finding
	}
	answer struct {
		Reading *pipeline.Reading
		Refusal *pipeline.Refusal // without its cause
		Failed  bool              // neither a result nor a refusal
		Cause   string            // of the refusal or failure
	}
)

// Words of a child that carry nothing.
const (
	ready = "tonghop cage: ready"
	taken = "tonghop cage: taken"
)

// answerLimit bounds in bytes what a parent takes from a child: what a form says is some 100 KB, and an annotated workbook
// grows by its findings from what pipeline.Limits let in.
const answerLimit = 128 << 20

// writeFrame writes the length of some bytes, then the bytes.
func writeFrame(w io.Writer, data []byte) error {
	if err := binary.Write(w, binary.BigEndian, uint64(len(data))); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

var errAnswerLimit = errors.New("more than a frame may have")

// readFrame reads what writeFrame wrote; io.EOF means that there is no more frame.
func readFrame(r io.Reader, limit uint64) ([]byte, error) {
	var length uint64
	if err := binary.Read(r, binary.BigEndian, &length); err != nil {
		return nil, err
	}
	if length > limit {
		return nil, fmt.Errorf("%d bytes: %w", length, errAnswerLimit)
	}
	data := make([]byte, length)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("a frame of %d bytes: %w", length, err)
	}
	return data, nil
}

func writeMessage(w io.Writer, message any) error {
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(message); err != nil {
		return err
	}
	return writeFrame(w, data.Bytes())
}

func readMessage(r io.Reader, limit uint64, message any) error {
	data, err := readFrame(r, limit)
	if err != nil {
		return err
	}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(message); err != nil {
		return fmt.Errorf("a message of %d bytes: %s", len(data), err.Error()) // no end of the pipe, even if the decoder says so
	}
	return nil
}

// answerOf packs what a task came to: errors travel as texts.
func answerOf(reading *pipeline.Reading, err error) answer {
	var refusal *pipeline.Refusal
	switch {
	case err == nil:
		a := answer{Reading: reading}
		if reading != nil {
			for i := range reading.Refusals {
				reading.Refusals[i].Cause = nil
			}
		}
		return a
	case errors.As(err, &refusal):
		bare := *refusal
		a := answer{Refusal: &bare}
		if bare.Cause != nil {
			a.Cause, bare.Cause = bare.Cause.Error(), nil
		}
		return a
	}
	return answer{Failed: true, Cause: err.Error()}
}

// err is the error that an answer stands for.
func (a answer) err() error {
	switch {
	case a.Refusal != nil:
		if a.Cause != "" {
			a.Refusal.Cause = errors.New(a.Cause)
		}
		return a.Refusal
	case a.Failed:
		return &pipeline.Refusal{Code: Crashed, Cause: errors.New(a.Cause)}
	}
	return nil
}
