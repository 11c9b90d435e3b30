package control

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"io/fs"

	"tonghop/pipeline"
)

// mostRead is how many bytes of a list of files, or of what is there in an outlet, are held in memory.
const mostRead = 256 << 20

// remoteFiles are the client's files.
type remoteFiles struct{ *session }

func (f remoteFiles) Mode(path string) (fs.FileMode, error) {
	answer, _, err := f.ask(ask{Do: sayMode, Path: []byte(path)}, nil)
	return answer.Mode, err
}

func (f remoteFiles) List(folder string) ([]pipeline.FolderEntry, error) {
	text, err := f.readAll(ask{Do: listAll, Path: []byte(folder)})
	if err != nil {
		return nil, err
	}
	var sent []entry
	if err := json.Unmarshal(text, &sent); err != nil {
		return nil, err
	}
	entries := make([]pipeline.FolderEntry, len(sent))
	for i, e := range sent {
		entries[i] = pipeline.FolderEntry{Name: string(e.Name), Type: e.Type}
	}
	return entries, nil
}

func (f remoteFiles) Open(path string) (io.ReadCloser, error) {
	file, err := f.open(ask{Do: openFile, Path: []byte(path)})
	if err != nil {
		return nil, err
	}
	return file, nil
}

func (f remoteFiles) Outlet(folder string, private bool) pipeline.Outlet {
	return remoteOutlet{f, ask{Path: []byte(folder), Private: private}}
}

func (f remoteFiles) open(a ask) (*remoteFile, error) {
	answer, data, err := f.ask(a, nil)
	if err != nil || answer.Absent {
		return nil, err
	}
	return &remoteFile{session: f.session, handle: answer.Handle, have: data, more: answer.More}, nil
}

// readAll reads what is opened so; nil where there is nothing.
func (f remoteFiles) readAll(a ask) ([]byte, error) {
	file, err := f.open(a)
	if err != nil || file == nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, mostRead+1))
	if err == nil && len(data) > mostRead {
		err = errors.New(string(a.Path) + " is too large")
	}
	return data, err
}

// remoteFile is an opened file, of which the client sends a chunk when the last is read.
type remoteFile struct {
	*session
	handle int
	have   []byte
	more   bool
}

func (f *remoteFile) Read(into []byte) (int, error) {
	for len(f.have) == 0 && f.more {
		answer, data, err := f.ask(ask{Do: readMore, Handle: f.handle}, nil)
		if err != nil {
			return 0, err
		}
		f.have, f.more = data, answer.More
	}
	if len(f.have) == 0 {
		return 0, io.EOF
	}
	n := copy(into, f.have)
	f.have = f.have[n:]
	return n, nil
}

func (f *remoteFile) Close() error {
	if !f.more {
		return nil // the client has closed it
	}
	f.more = false
	_, _, err := f.ask(ask{Do: closeFile, Handle: f.handle}, nil)
	return err
}

// remoteOutlet is one into a folder of the client's.
type remoteOutlet struct {
	files remoteFiles
	where ask
}

// Ready says what the client says of its folder, so that another can be given.
func (o remoteOutlet) Ready() error {
	a := o.where
	a.Do = beReady
	_, _, err := o.files.ask(a, nil)
	var failed *failure
	if errors.As(err, &failed) {
		return &pipeline.DecisionError{Reason: failed.Text}
	}
	return err
}

func (o remoteOutlet) Deliver(name string, fill func(io.Writer) error) (string, error) {
	a := o.where
	a.Do, a.Name = beginFile, []byte(name)
	begun, _, err := o.files.ask(a, nil)
	if err != nil {
		return "", err
	}
	buffered := bufio.NewWriterSize(remoteWriter{o.files, begun.Handle}, chunk)
	if err = fill(buffered); err == nil {
		err = buffered.Flush()
	}
	if err != nil {
		// Whatever becomes of that, the file is not there.
		_, _, _ = o.files.ask(ask{Do: dropFile, Handle: begun.Handle}, nil)
		return "", err
	}
	done, _, err := o.files.ask(ask{Do: endFile, Handle: begun.Handle}, nil)
	return string(done.Path), err
}

func (o remoteOutlet) Read(name string) ([]byte, error) {
	a := o.where
	a.Do, a.Name = readBack, []byte(name)
	return o.files.readAll(a)
}

type remoteWriter struct {
	files  remoteFiles
	handle int
}

func (w remoteWriter) Write(data []byte) (int, error) {
	written := 0
	for written < len(data) {
		piece := data[written:min(len(data), written+chunk)]
		if _, _, err := w.files.ask(ask{Do: writeFile, Handle: w.handle}, piece); err != nil {
			return written, err
		}
		written += len(piece)
	}
	return written, nil
}
