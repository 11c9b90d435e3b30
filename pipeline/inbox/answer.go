package inbox

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/durable"
	"tonghop/pipeline/vi"
)

// How long answers are kept, and how often old ones are looked for.
const (
	answersKept = 90 * 24 * time.Hour
	answersLook = 24 * time.Hour
)

// Answers are for another account to read than the one that writes them, whatever the umask.
const readable, readableFolder = 0o644, 0o755

// Answer leaves files in a unit's folder of answers, each whole or not at all. What is there under a name gives way.
func (i *Inbox) Answer(unit string, files []pipeline.AnswerFile) error {
	root, _, err := i.unitOf(unit)
	if err != nil {
		return err
	}
	defer root.Close()
	err = root.Mkdir(vi.AnswersFolder, readableFolder)
	if err == nil {
		err = root.Chmod(vi.AnswersFolder, readableFolder)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w", unit, err)
	}
	for _, file := range files {
		write := func(w io.Writer) error { _, err := w.Write(file.Data); return err }
		if err := durable.Replace(root, path.Join(vi.AnswersFolder, file.Name), readable, true, write); err != nil {
			return fmt.Errorf("%s: %w", unit, err)
		}
	}
	return nil
}

// sweepAnswers deletes, at first and once a day, a unit's answers that are old, and what a killed process left half written.
func (s *sweep) sweepAnswers(root *os.Root, unit string) error {
	if last, ok := s.swept[unit]; ok && s.at.Sub(last) < answersLook && !s.at.Before(last) {
		return nil
	}
	s.swept[unit] = s.at
	answers, err := entriesOf(root, vi.AnswersFolder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", unit, err)
	}
	err = nil
	for _, answer := range answers {
		name := path.Join(vi.AnswersFolder, answer.Name())
		info, failed := root.Lstat(name)
		if failed == nil && !info.IsDir() && (strings.HasPrefix(answer.Name(), durable.Writing) || s.at.Sub(info.ModTime()) > answersKept) {
			err = errors.Join(err, root.Remove(name))
		}
	}
	return err
}
