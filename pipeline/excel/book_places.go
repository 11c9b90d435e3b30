package excel

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Lengths of a package's records.
const (
	localHeader  = 30 // before an entry's name
	endRecord    = 22 // after the directory, before a comment
	largeRecords = 76 // between the two, in packages of the large kind
)

// checkPlaces holds that the entries of a package begin where the file does and that no two share bytes: one file within
// another, or one entry that is told a thousand times, is read differently by every program.
func checkPlaces(entries []*zip.File, data []byte) error {
	if !endsWithDirectory(data) {
		return errors.New("has bytes between its directory and its end")
	}
	type place struct{ from, to int64 }
	places := make([]place, 0, len(entries))
	for _, entry := range entries {
		from, err := entry.DataOffset()
		if err != nil {
			return fmt.Errorf("entry %s: %w", entry.Name, err)
		}
		to := from + int64(entry.CompressedSize64)
		if to < from || to > int64(len(data)) {
			return fmt.Errorf("entry %s lies beyond the end of the file", entry.Name)
		}
		places = append(places, place{from, to})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.from, b.from) })
	for i, p := range places {
		if i == 0 && p.from != firstData(data) {
			return errors.New("has bytes before its first entry")
		}
		if i > 0 && p.from < places[i-1].to+localHeader {
			return errors.New("has entries that share bytes")
		}
	}
	return nil
}

// firstData is where the data of an entry begin whose header is at the beginning of the file.
func firstData(data []byte) int64 {
	if len(data) < localHeader {
		return -1
	}
	name, extra := binary.LittleEndian.Uint16(data[26:]), binary.LittleEndian.Uint16(data[28:])
	return localHeader + int64(name) + int64(extra)
}

// endsWithDirectory tells whether the directory that the end of the file names stands right before that end.
func endsWithDirectory(data []byte) bool {
	end := bytes.LastIndex(data, []byte("PK\x05\x06"))
	if end < 0 || end+endRecord > len(data) {
		return false
	}
	size, from := binary.LittleEndian.Uint32(data[end+12:]), binary.LittleEndian.Uint32(data[end+16:])
	if size == math.MaxUint32 || from == math.MaxUint32 { // the large kind says it elsewhere
		return true
	}
	gap := int64(end) - int64(size) - int64(from)
	return gap == 0 || gap == largeRecords
}
