package inbox

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// How long answers are kept, and how often old ones are looked for.
const (
	answersKept = 90 * 24 * time.Hour
	answersLook = 24 * time.Hour
)

// writing begins the names of temporary files.
const writing = ".writing-"

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
		if err := writeWhole(root, path.Join(vi.AnswersFolder, file.Name), file.Data); err != nil {
			return fmt.Errorf("%s: %w", unit, err)
		}
	}
	return nil
}

func writeWhole(root *os.Root, name string, data []byte) error {
	temporary := path.Join(path.Dir(name), writing+rand.Text())
	file, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, readable)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Chmod(readable), file.Sync(), file.Close()); err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temporary))
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
		if failed == nil && !info.IsDir() && (strings.HasPrefix(answer.Name(), writing) || s.at.Sub(info.ModTime()) > answersKept) {
			err = errors.Join(err, root.Remove(name))
		}
	}
	return err
}
