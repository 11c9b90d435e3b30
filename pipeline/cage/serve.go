package cage

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime/debug"
	"time"

	"tonghop/pipeline"
)

// Tools are what a child does its tasks with.
type Tools struct {
	Reader    pipeline.Reader
	Annotator pipeline.Annotator
}

// Serve is the side of the child: it bounds this process, tells that it is ready, carries out one task and returns; the
// process then ends. It is told what to do on its standard input and answers on its standard output. equip makes the tools;
// its converter is nil where there is no LibreOffice. That the parent ends without asking for anything is no error.
func Serve(equip func(*pipeline.Catalog, pipeline.Converter) Tools) error {
	in, out := os.Stdin, os.Stdout
	os.Stdout = os.Stderr // nothing that a library prints gets between answers
	var first opening
	if err := readMessage(in, math.MaxInt32, &first); err != nil {
		return ignoreEnd(err)
	}
	catalog := first.Catalog
	catalog.Geography = pipeline.NewGeography(catalog.Geography.Units, catalog.Geography.Members)
	limits := catalog.Config.Cage
	if err := bound(limits); err != nil {
		return err
	}
	// The collector works harder well before the limit that ends the process: code, stacks and what was freed count there too.
	debug.SetMemoryLimit(limits.Memory * 5 / 8)
	var converter pipeline.Converter
	if first.Office != "" {
		converter = office{first.Office, limits.Memory}
	}
	tools := equip(catalog, converter)
	if err := writeFrame(out, []byte(ready)); err != nil {
		return err
	}
	var t task
	if err := readMessage(in, math.MaxInt32, &t); err != nil {
		return ignoreEnd(err)
	}
	data, err := readFrame(in, math.MaxInt32)
	if err != nil {
		return err
	}
	time.AfterFunc(time.Duration(limits.WallSeconds+1)*time.Second, endGroup) // after the parent has, if it is there to
	go endWith(in)
	if err := writeFrame(out, []byte(taken)); err != nil {
		return err
	}
	return tools.do(t, data, out)
}

// do carries out a task and answers.
func (tools Tools) do(t task, data []byte, out io.Writer) error {
	var reading *pipeline.Reading
	var written []byte
	var err error
	if t.Annotate {
		written, err = tools.Annotator.Annotate(data, t.Findings)
	} else {
		reading, err = tools.Reader.Read(data)
	}
	if err := writeMessage(out, answerOf(reading, err)); err != nil {
		return err
	}
	return writeFrame(out, written)
}

// endWith ends this process and those that it started when the parent is gone: then its end of the pipe is closed.
func endWith(in io.Reader) {
	_, err := io.Copy(io.Discard, in)
	if err != nil {
		fmt.Fprintln(os.Stderr, "waiting for the parent:", err)
	}
	endGroup()
}

func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
