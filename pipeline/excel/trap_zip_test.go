package excel_test

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"testing"
)

// entry is an entry of a zip file, with whatever its headers say that is not so.
type entry struct {
	name   string
	data   []byte
	stored bool   // not compressed
	packed []byte // the compressed bytes, where they are not those of data
	local  string // the name in the entry's own header, where it is another
	flags  uint16
	method uint16 // where it is neither stored nor deflated
	crc    uint32 // added to the checksum
	more   int    // added to the size
	wide   bool   // sizes as of zip64
	later  bool   // sizes behind the data, as programs write that stream
}

// Bits of an entry's flags, and methods of compression.
const (
	flagEncrypted  = 1
	flagDescriptor = 8
	methodDeflate  = 8
)

// deflated compresses; the fastest level, for some traps are large.
func deflated(t testing.TB, data []byte) []byte {
	t.Helper()
	return compressed(t, data, (*flate.Writer).Close)
}

// flushed compresses to a point from where the stream may go on with anything.
func flushed(t testing.TB, data []byte) []byte {
	t.Helper()
	return compressed(t, data, (*flate.Writer).Flush)
}

func compressed(t testing.TB, data []byte, end func(*flate.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = end(w)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// zipOf writes entries as a zip file, byte by byte: every program's own writer would set right what is to be wrong.
func zipOf(t testing.TB, entries []*entry) []byte {
	t.Helper()
	var out, directory bytes.Buffer
	for _, e := range entries {
		method, packed := uint16(methodDeflate), e.packed
		switch {
		case e.stored:
			method, packed = 0, e.data
		case packed == nil:
			packed = deflated(t, e.data)
		}
		if e.method > 0 {
			method = e.method
		}
		sum, size := crc32.ChecksumIEEE(e.data)+e.crc, uint32(len(e.data)+e.more)
		offset, flags := uint32(out.Len()), e.flags
		name := e.name
		if e.local != "" {
			name = e.local
		}
		if e.later {
			flags |= flagDescriptor
			put(&out, "PK\x03\x04", uint16(20), flags, method, uint32(0), uint32(0), uint32(0), uint32(0), uint16(len(name)), uint16(0), name, packed,
				"PK\x07\x08", sum, uint32(len(packed)), size)
		} else {
			put(&out, "PK\x03\x04", uint16(20), flags, method, uint32(0), sum, uint32(len(packed)), size, uint16(len(name)), uint16(0), name, packed)
		}
		var extra bytes.Buffer
		sizes := []any{uint32(len(packed)), size}
		if e.wide {
			put(&extra, uint16(1), uint16(16), uint64(size), uint64(len(packed)))
			sizes = []any{^uint32(0), ^uint32(0)}
		}
		put(&directory, "PK\x01\x02", uint16(20), uint16(20), flags, method, uint32(0), sum, sizes[0], sizes[1], uint16(len(e.name)), uint16(extra.Len()),
			uint16(0), uint16(0), uint16(0), uint32(0), offset, e.name, extra.Bytes())
	}
	start, count := uint32(out.Len()), uint16(len(entries))
	put(&out, directory.Bytes(), "PK\x05\x06", uint16(0), uint16(0), count, count, uint32(directory.Len()), start, uint16(0))
	return out.Bytes()
}

// put writes texts, bytes and little-endian numbers.
func put(out *bytes.Buffer, values ...any) {
	for _, value := range values {
		switch value := value.(type) {
		case string:
			out.WriteString(value)
		case []byte:
			out.Write(value)
		default:
			_ = binary.Write(out, binary.LittleEndian, value) // a buffer takes everything
		}
	}
}

// The writer writes what others read; otherwise a trap would spring for the wrong reason.
func TestZipOfTraps(t *testing.T) {
	entries := []*entry{{name: "a", data: []byte("one")}, {name: "b", data: []byte("two"), stored: true}, {name: "c", data: []byte("three"), wide: true},
		{name: "d", data: []byte("four"), later: true}}
	var got []string
	for _, file := range unzipped(t, zipOf(t, entries)) {
		got = append(got, file.name+string(file.data))
	}
	if want := []string{"aone", "btwo", "cthree", "dfour"}; !slices.Equal(got, want) {
		t.Errorf("read %q, expected %q", got, want)
	}
}
