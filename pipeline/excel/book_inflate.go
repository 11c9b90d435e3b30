package excel

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// sink takes what a part inflates to, and looks at it as it comes by.
type sink struct {
	text    *strings.Builder // nil: it is not kept
	size    int64
	limit   int64
	sum     uint32
	control bool // it has characters that XML does not allow
}

// errOver ends the inflating of a part that is longer than it states.
var errOver = errors.New("inflates to more than it states")

func (s *sink) Write(p []byte) (int, error) {
	if s.size += int64(len(p)); s.size > s.limit {
		return 0, errOver
	}
	s.sum = crc32.Update(s.sum, crc32.IEEETable, p)
	if s.text != nil {
		s.control = s.control || hasControl(p)
		s.text.Write(p)
	}
	return len(p), nil
}

// hasControl tells whether bytes have control characters beside tab and the ends of lines; it looks at eight at a time.
func hasControl(p []byte) bool {
	const every, tops = 0x0101010101010101, 0x8080808080808080
	for len(p) >= 8 {
		word := binary.LittleEndian.Uint64(p)
		if (word-every*0x20)&^word&tops != 0 && hasControlByte(p[:8]) {
			return true
		}
		p = p[8:]
	}
	return hasControlByte(p)
}

func hasControlByte(p []byte) bool {
	for _, c := range p {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			return true
		}
	}
	return false
}

// inflate inflates an entry into a sink and holds it to the size and the checksum that the package states.
func (b *book) inflate(file *zip.File, into *sink) error {
	limit := min(b.limits.PartBytes, b.left)
	switch {
	case file.Flags&1 != 0:
		return &pipeline.Refusal{Code: "encrypted"}
	case file.UncompressedSize64 > uint64(limit):
		return &pipeline.Refusal{Code: "too-large-inside", Values: map[string]string{"limit": vi.Int(limit).String()}}
	}
	into.limit = int64(file.UncompressedSize64) // what comes after it is a lie
	offset, err := file.DataOffset()
	if err != nil {
		return err
	}
	size := int64(len(b.data))
	if offset > size || file.CompressedSize64 > uint64(size-offset) {
		return errors.New("lies beyond the end of the file")
	}
	packed := b.data[offset : offset+int64(file.CompressedSize64)]
	switch file.Method {
	case zip.Store:
		_, err = into.Write(packed)
	case zip.Deflate:
		err = inflateAll(packed, into)
	default:
		return fmt.Errorf("is compressed by method %d", file.Method)
	}
	b.left -= into.size
	switch {
	case err != nil:
		return err
	case uint64(into.size) != file.UncompressedSize64:
		return fmt.Errorf("has %d bytes and states %d", into.size, file.UncompressedSize64)
	case into.sum != file.CRC32:
		return errors.New("does not have its checksum")
	}
	return nil
}

// inflater is what inflating needs, kept from part to part.
type inflater struct {
	flate  io.ReadCloser
	buffer []byte
}

var inflaters = sync.Pool{New: func() any {
	return &inflater{flate: flate.NewReader(bytes.NewReader(nil)), buffer: make([]byte, 64<<10)}
}}

// inflateAll inflates all of the bytes: what follows the end of the stream is no part of it.
func inflateAll(packed []byte, into *sink) error {
	with := inflaters.Get().(*inflater)
	defer inflaters.Put(with)
	source := bytes.NewReader(packed)
	if err := with.flate.(flate.Resetter).Reset(source, nil); err != nil {
		return err
	}
	for {
		n, err := with.flate.Read(with.buffer)
		if n > 0 {
			if _, err := into.Write(with.buffer[:n]); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF) && source.Len() > 0:
			return fmt.Errorf("has %d bytes after its end", source.Len())
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// mostInflated is how many times as long as it is a part can become: deflate can do no better.
const mostInflated = 1032

// text inflates a part whole, so that its checksum is checked before a letter of it is believed. A part is asked for once.
func (b *book) text(name string) (string, error) {
	file := b.parts[partName(name)]
	if file == nil {
		return "", fmt.Errorf("part %s is not there", name)
	}
	into := &sink{text: &strings.Builder{}}
	into.text.Grow(int(min(file.UncompressedSize64, uint64(b.limits.PartBytes), mostInflated*file.CompressedSize64)))
	if err := b.inflate(file, into); err != nil {
		return "", inPart(name, err)
	}
	delete(b.parts, partName(name))
	text := into.text.String()
	if isOtherEncoding(text) {
		return "", inPart(name, &pipeline.Refusal{Code: "other-encoding"})
	}
	if into.control || !utf8.ValidString(text) {
		return "", fmt.Errorf("part %s has bytes that are no text", name)
	}
	return text, nil
}

// verify reads a part to its end that nothing is read from.
func (b *book) verify(name string) error {
	return inPart(name, b.inflate(b.parts[name], &sink{}))
}

// isOtherEncoding tells whether a part of XML says that it is in another encoding than UTF-8.
func isOtherEncoding(text string) bool {
	if strings.HasPrefix(text, "\xfe\xff") || strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "<\x00") || strings.HasPrefix(text, "\x00<") {
		return true
	}
	head, declared := strings.CutPrefix(strings.TrimPrefix(text, "\ufeff"), "<?xml")
	if head, _, ended := strings.Cut(head, "?>"); declared && ended {
		_, encoding, named := strings.Cut(head, "encoding")
		encoding = strings.ToLower(strings.Trim(encoding, " \t\r\n=\"'"))
		if encoding, _, _ = strings.Cut(encoding, "\""); named {
			encoding, _, _ = strings.Cut(encoding, "'")
			return encoding != "utf-8" && encoding != "utf8" && encoding != "us-ascii"
		}
	}
	return false
}

// scan opens a part for scanning.
func (b *book) scan(name string) (*scanner, error) {
	text, err := b.text(name)
	if err != nil {
		return nil, err
	}
	return newScanner(text), nil
}
