package excel_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// doubled adds an entry of another name with the bytes of a part, and another figure in it.
func doubled(part, name string) change {
	return func(p *parcel) {
		p.add(name, strings.Replace(string(p.part(part).data), "<v>32</v>", "<v>23</v>", 1))
	}
}

// The zip file that a workbook is.
func trapsOfPackage(t testing.TB) []trap {
	return []trap{
		{name: "the first half only", change: finished(func(data []byte) []byte { return data[:len(data)/2] }), code: "damaged"},
		{name: "the end is not there", change: finished(func(data []byte) []byte { return data[:len(data)-22] }), code: "damaged"},
		{name: "four bytes only", change: finished(func(data []byte) []byte { return data[:4] }), code: "damaged"},
		{name: "spoilt deflate", change: header(sheetPart, func(e *entry) {
			e.packed = bytes.Repeat([]byte{0x5a}, 200)
		}), code: "damaged"},
		{name: "deflate ends too early", change: func(p *parcel) {
			e := p.part(sheetPart)
			e.packed = deflated(t, e.data)
			e.packed = e.packed[:len(e.packed)-40]
		}, code: "damaged"},
		{name: "bytes behind the deflate", change: func(p *parcel) {
			e := p.part(sheetPart)
			e.packed = append(deflated(t, e.data), "more"...)
		}, code: "damaged?"},
		{name: "wrong checksum of the sheet", change: header(sheetPart, func(e *entry) { e.crc = 1 }), code: "damaged"},
		{name: "wrong checksum of the texts", change: header(stringsPart, func(e *entry) { e.crc = 1 }), code: "damaged"},
		{name: "wrong checksum of the styles", change: header(stylesPart, func(e *entry) { e.crc = 1 }), code: "damaged"},
		{name: "wrong checksum of the workbook", change: header(workbookPart, func(e *entry) { e.crc = 1 }), code: "damaged"},
		{name: "wrong checksum of what nobody reads", change: header(otherPart, func(e *entry) { e.crc = 1 }), code: "damaged?"},
		{name: "another figure under the old checksum", change: header(sheetPart, func(e *entry) {
			e.packed = deflated(t, bytes.Replace(e.data, []byte("<v>32</v>"), []byte("<v>23</v>"), 1))
		}), code: "damaged"},
		{name: "size says less", change: header(sheetPart, func(e *entry) { e.more = -100 }), code: "damaged"},
		{name: "size says more", change: header(sheetPart, func(e *entry) { e.more = 100 }), code: "damaged"},
		{name: "size says nothing", change: header(sheetPart, func(e *entry) { e.more = -len(e.data) }), code: "damaged"},
		{name: "size of the texts says less", change: header(stringsPart, func(e *entry) { e.more = -10 }), code: "damaged"},
		{name: "size says 4 GB", change: header(sheetPart, func(e *entry) { e.more = 4_000_000_000 }), code: "damaged|too-large-inside"},
		{name: "another name in front of the data", change: header(sheetPart, func(e *entry) { e.local = "xl/worksheets/sheet9.xml" }), code: "damaged?"},
		{name: "an entry with a password", change: header(sheetPart, func(e *entry) { e.flags = flagEncrypted }), code: "damaged|encrypted"},
		{name: "an unknown compression", change: header(sheetPart, func(e *entry) { e.method = 99 }), code: "damaged"},
		{name: "the sheet twice", change: doubled(sheetPart, sheetPart), code: "repeated-part"},
		{name: "the sheet twice, alike", change: func(p *parcel) { p.add(sheetPart, string(p.part(sheetPart).data)) }, code: "repeated-part"},
		{name: "the texts twice", change: doubled(stringsPart, stringsPart), code: "repeated-part"},
		{name: "the sheet twice in other capitals", change: doubled(sheetPart, "XL/worksheets/Sheet1.xml"), code: "repeated-part"},
		{name: "the sheet twice with backslashes", change: doubled(sheetPart, `xl\worksheets\sheet1.xml`), code: "repeated-part"},
		{name: "the sheet twice from the root", change: doubled(sheetPart, "/xl/worksheets/sheet1.xml"), code: "repeated-part"},
		{name: "the sheet in other capitals", change: rename(sheetPart, "XL/Worksheets/Sheet1.XML")},
		{name: "backslashes", change: func(p *parcel) {
			for _, e := range p.entries {
				e.name = strings.ReplaceAll(e.name, "/", `\`)
			}
		}},
		{name: "stored", change: func(p *parcel) {
			for _, e := range p.entries {
				e.stored = true
			}
		}},
		{name: "sizes behind the data", change: func(p *parcel) {
			for _, e := range p.entries {
				e.later = true
			}
		}},
		{name: "sizes of zip64", change: header(sheetPart, func(e *entry) { e.wide = true })},
		{name: "parts in another order", change: func(p *parcel) { slices.Reverse(p.entries) }},
		{name: "folders", change: all(more("xl/", ""), more("xl/worksheets/", ""))},
		{name: "a comment at the end", change: finished(func(data []byte) []byte {
			data[len(data)-2] = 4
			return append(data, "note"...)
		})},
		{name: "bytes behind the end", change: finished(func(data []byte) []byte { return append(data, "more"...) }), code: "damaged?"},
		{name: "bytes before the beginning", change: finished(func(data []byte) []byte { return append([]byte("MZ--"), data...) }), code: "not-a-workbook|damaged?"},
		{name: "two files in one", change: func(p *parcel) {
			p.bytes = func(data []byte) []byte {
				p.part(sheetPart).data = bytes.Replace(p.part(sheetPart).data, []byte("<v>32</v>"), []byte("<v>23</v>"), 1)
				return append(zipOf(p.t, p.entries), data...)
			}
		}, code: "damaged"},
		{name: "no sheet", change: remove(sheetPart), code: "damaged"},
		{name: "no workbook", change: remove(workbookPart), code: "damaged|not-a-workbook"},
		{name: "no relationships of the workbook", change: remove(relatedPart), code: "damaged"},
		{name: "no relationships of the package", change: remove(rootPart), code: "damaged|not-a-workbook"},
		{name: "no types", change: remove(typesPart), code: "damaged?"},
		{name: "no texts", change: remove(stringsPart), code: "damaged|unknown-string"},
		{name: "no styles", change: remove(stylesPart), code: "damaged?"},
	}
}

// A lie of both headers about one part cannot hide what the deflate holds.
func trapsOfOverlap(t testing.TB) []trap {
	return []trap{
		{name: "two entries share their data", change: finished(func(data []byte) []byte {
			// The directory's last entry comes to point at the data of the first.
			last := bytes.LastIndex(data, []byte("PK\x01\x02"))
			copy(data[last+42:last+46], []byte{0, 0, 0, 0})
			return data
		}), code: "damaged"},
		{name: "an entry beyond the file", change: finished(func(data []byte) []byte {
			last := bytes.LastIndex(data, []byte("PK\x01\x02"))
			copy(data[last+42:last+46], []byte{0xff, 0xff, 0xff, 0x7f})
			return data
		}), code: "damaged"},
		{name: "the directory counts one less", change: finished(func(data []byte) []byte {
			end := bytes.LastIndex(data, []byte("PK\x05\x06"))
			data[end+8]--
			data[end+10]--
			return data
		}), code: "damaged?"},
		{name: "the directory counts one more", change: finished(func(data []byte) []byte {
			end := bytes.LastIndex(data, []byte("PK\x05\x06"))
			data[end+8]++
			data[end+10]++
			return data
		}), code: "damaged"},
	}
}
