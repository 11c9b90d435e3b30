package control

import (
	"errors"
	"io/fs"
	"syscall"
)

// deed is what a server asks its client to do with the client's files.
type deed string

const (
	sayMode   deed = "mode"
	listAll   deed = "list"  // as what follows, in JSON
	openFile  deed = "open"  // the answer has the beginning, and more where that is not all
	readBack  deed = "back"  // the same, of what is there in an outlet
	readMore  deed = "more"  // of what was opened
	beReady   deed = "ready" // an outlet
	closeFile deed = "close" // before its end
	beginFile deed = "begin" // to deliver one
	writeFile deed = "write" // to what is being delivered
	endFile   deed = "end"
	dropFile  deed = "drop"
)

type ask struct {
	Number  int    `json:"number"`
	Do      deed   `json:"do"`
	Path    []byte `json:"path,omitempty"` // of a file, or of an outlet's folder
	Name    []byte `json:"name,omitempty"` // in the outlet
	Private bool   `json:"private,omitempty"`
	Handle  int    `json:"handle,omitempty"`
}

type answer struct {
	Number int         `json:"number"` // of what was asked
	Failed *failure    `json:"failed,omitempty"`
	Mode   fs.FileMode `json:"mode,omitempty"`
	Handle int         `json:"handle,omitempty"`
	More   bool        `json:"more,omitempty"`
	Absent bool        `json:"absent,omitempty"`
	Path   []byte      `json:"path,omitempty"`
}

// entry is a pipeline.FolderEntry as it is sent.
type entry struct {
	Name []byte      `json:"name"`
	Type fs.FileMode `json:"type"`
}

// failure is an error of the client, of which the server knows the words and the number of the system.
type failure struct {
	Text   string        `json:"text"`
	Number syscall.Errno `json:"number,omitempty"`
}

func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	f := &failure{Text: err.Error()}
	errors.As(err, &f.Number)
	return f
}

func (f *failure) Error() string { return f.Text }

func (f *failure) Unwrap() error {
	if f.Number == 0 {
		return nil
	}
	return f.Number
}
