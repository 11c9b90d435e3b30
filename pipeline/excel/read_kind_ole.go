package excel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
)

// compound is a compound file (OLE2) as far as a workbook needs one: the streams at its top. Its sectors are chained by a
// table; streams below a limit are kept within another stream, in sectors of 64 bytes that a second table chains.
type compound struct {
	data    []byte
	shift   int // a sector has 1<<shift bytes
	fat     []uint32
	small   []uint32 // the second table
	within  []byte   // the stream of the small sectors
	cutoff  uint32   // streams of fewer bytes are small
	streams map[string]*olestream
}

type olestream struct {
	first uint32
	size  int64
}

// Numbers of a compound file that are no sectors.
const (
	lastSector   = 0xfffffffe // the largest that a chain has is below 0xfffffffa
	largestShift = 12
	smallShift   = 6
)

var errCompound = errors.New("compound file")

// openCompound reads the tables and the directory.
func openCompound(data []byte) (*compound, error) {
	if len(data) < 512 {
		return nil, fmt.Errorf("%w: has %d bytes", errCompound, len(data))
	}
	number := func(at int) uint32 { return binary.LittleEndian.Uint32(data[at:]) }
	file := &compound{data: data, shift: int(binary.LittleEndian.Uint16(data[30:])), cutoff: number(56), streams: map[string]*olestream{}}
	if file.shift != 9 && file.shift != largestShift || binary.LittleEndian.Uint16(data[32:]) != smallShift {
		return nil, fmt.Errorf("%w: has sectors of a strange size", errCompound)
	}
	if err := file.readTable(number); err != nil {
		return nil, err
	}
	small, err := file.chain(number(60), int64(number(64))<<file.shift)
	if err != nil {
		return nil, err
	}
	file.small = uint32s(small)
	directory, err := file.chain(number(48), -1)
	if err != nil {
		return nil, err
	}
	return file, file.readDirectory(directory)
}

func uint32s(data []byte) []uint32 {
	numbers := make([]uint32, len(data)/4)
	for i := range numbers {
		numbers[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return numbers
}

// readTable reads the table of sectors: the header names its first 109 sectors, a chain of its own the others.
func (file *compound) readTable(number func(int) uint32) error {
	var places []uint32
	for i := range 109 {
		places = append(places, number(76+4*i))
	}
	perSector := 1<<file.shift/4 - 1
	next := number(68)
	for count := number(72); count > 0 && next < lastSector; count-- {
		sector, err := file.sector(next)
		if err != nil || len(places) > len(file.data)>>file.shift+109 {
			return fmt.Errorf("%w: its table is broken", errCompound)
		}
		entries := uint32s(sector)
		places, next = append(places, entries[:perSector]...), entries[perSector]
	}
	count := int(number(44))
	if count > len(places) {
		return fmt.Errorf("%w: its table is cut", errCompound)
	}
	for _, place := range places[:count] {
		sector, err := file.sector(place)
		if err != nil {
			return err
		}
		file.fat = append(file.fat, uint32s(sector)...)
	}
	return nil
}

// sector returns a whole sector.
func (file *compound) sector(number uint32) ([]byte, error) {
	from := (int64(number) + 1) << file.shift
	to := from + 1<<file.shift
	if to > int64(len(file.data)) {
		return nil, fmt.Errorf("%w: sector %d lies beyond its end", errCompound, number)
	}
	return file.data[from:to], nil
}

// chain joins the sectors of a stream of a size; size -1 means whatever the chain has. One that is longer than the file goes in a
// ring. Some programs do not fill the file's last sector.
func (file *compound) chain(first uint32, size int64) ([]byte, error) {
	var data []byte
	for at, steps := first, 0; at < lastSector && (size < 0 || int64(len(data)) < size); steps++ {
		if int64(at) >= int64(len(file.fat)) || steps > len(file.data)>>file.shift {
			return nil, fmt.Errorf("%w: a chain of sectors is broken", errCompound)
		}
		from := min((int64(at)+1)<<file.shift, int64(len(file.data)))
		data = append(data, file.data[from:min(from+1<<file.shift, int64(len(file.data)))]...)
		at = file.fat[at]
	}
	if int64(len(data)) < size {
		return nil, fmt.Errorf("%w: a stream has %d bytes and states %d", errCompound, len(data), size)
	}
	if size >= 0 {
		data = data[:size]
	}
	return data, nil
}

// readDirectory lists the streams at the top: the root's children, a tree of siblings.
func (file *compound) readDirectory(directory []byte) error {
	const length = 128
	count := len(directory) / length
	if count == 0 || directory[66] != 5 {
		return fmt.Errorf("%w: has no root", errCompound)
	}
	number := func(entry uint32, at int) uint32 {
		return binary.LittleEndian.Uint32(directory[int(entry)*length+at:])
	}
	var err error
	if size := int64(number(0, 120)); size > 0 {
		if file.within, err = file.chain(number(0, 116), size); err != nil {
			return err
		}
	}
	seen := make([]bool, count)
	waiting := []uint32{number(0, 76)}
	for len(waiting) > 0 {
		entry := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if int64(entry) >= int64(count) || seen[entry] {
			continue
		}
		seen[entry] = true
		waiting = append(waiting, number(entry, 68), number(entry, 72))
		if at := int(entry) * length; directory[at+66] == 2 {
			file.streams[streamName(directory[at:at+length])] = &olestream{number(entry, 116), int64(number(entry, 120))}
		}
	}
	return nil
}

func streamName(entry []byte) string {
	length := min(int(binary.LittleEndian.Uint16(entry[64:])), 64)
	var units []uint16
	for i := 0; i+3 < length; i += 2 { // without the zero at its end
		units = append(units, binary.LittleEndian.Uint16(entry[i:]))
	}
	return string(utf16.Decode(units))
}

// stream returns the bytes of a stream at the top, whole.
func (file *compound) stream(name string) ([]byte, error) {
	s := file.streams[name]
	if s == nil {
		return nil, fmt.Errorf("%w: has no stream %s", errCompound, name)
	}
	if s.size >= int64(file.cutoff) {
		return file.chain(s.first, s.size)
	}
	var data []byte
	for at, steps := s.first, 0; int64(len(data)) < s.size; steps++ {
		from := int64(at) << smallShift
		if int64(at) >= int64(len(file.small)) || steps > len(file.within)>>smallShift || from > int64(len(file.within)) {
			return nil, fmt.Errorf("%w: a chain of small sectors is broken", errCompound)
		}
		data = append(data, file.within[from:min(from+1<<smallShift, int64(len(file.within)))]...)
		at = file.small[at]
	}
	return data[:s.size], nil
}
