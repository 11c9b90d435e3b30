package excel

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"path"
	"strings"

	"tonghop/pipeline"
)

// parcel is a workbook's package while some of its parts are rewritten; the others are copied as they are packed.
type parcel struct {
	book  *book
	files []*zip.File
	known map[string]*zip.File // by partName
	texts map[string]string    // of the parts that were asked for, as they are
	wrote map[string]string    // by partName: the parts that are rewritten
	added []string             // names of parts that are new, in the order in which they are written
}

// openParcel opens a package that the strict reader has taken.
func openParcel(data []byte, limits pipeline.Limits) (*parcel, error) {
	b, err := openBook(data, limits)
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	return &parcel{book: b, files: archive.File, known: maps.Clone(b.parts), texts: map[string]string{}, wrote: map[string]string{}}, nil
}

// has tells whether there is a part of the name, or will be.
func (p *parcel) has(name string) bool {
	_, wrote := p.wrote[partName(name)]
	return wrote || p.known[partName(name)] != nil
}

// text returns a part as it came, without a mark of its byte order.
func (p *parcel) text(name string) (string, error) {
	key := partName(name)
	if text, ok := p.texts[key]; ok {
		return text, nil
	}
	p.book.parts[key] = p.known[key]
	if p.known[key] == nil {
		delete(p.book.parts, key)
	}
	text, err := p.book.text(name)
	text = strings.TrimPrefix(text, "\ufeff")
	p.texts[key] = text
	return text, err
}

// put rewrites a part, or adds it.
func (p *parcel) put(name, text string) {
	if !p.has(name) {
		p.added = append(p.added, name)
	}
	p.wrote[partName(name)] = text
	delete(p.texts, partName(name))
}

// current returns a part as it will be.
func (p *parcel) current(name string) (string, error) {
	if text, ok := p.wrote[partName(name)]; ok {
		return text, nil
	}
	return p.text(name)
}

// related reads the relationships of a part as they came.
func (p *parcel) related(part string) ([]relation, error) {
	key := partName(relationsName(part))
	if file := p.known[key]; file != nil {
		p.book.parts[key] = file
	}
	return p.book.related(part)
}

// free returns a name that no part has: the one that most programs give, the first number behind it.
func (p *parcel) free(format string) string {
	if name := strings.ReplaceAll(format, "%d", ""); strings.HasSuffix(format, "styles%d.xml") && !p.has(name) {
		return name // which goes without a number
	}
	for i := 1; ; i++ {
		if name := fmt.Sprintf(format, i); !p.has(name) {
			return name
		}
	}
}

// bytes writes the package: what was not rewritten is copied in its packed form, byte for byte.
func (p *parcel) bytes() ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, file := range p.files {
		text, rewritten := p.wrote[partName(file.Name)]
		if !rewritten {
			if err := archive.Copy(file); err != nil {
				return nil, err
			}
			continue
		}
		if err := writePart(archive, file.Name, text); err != nil {
			return nil, err
		}
	}
	for _, name := range p.added {
		if err := writePart(archive, name, p.wrote[partName(name)]); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// writePart writes a part without a time of its own: same workbook, same bytes.
func writePart(archive *zip.Writer, name, text string) error {
	part, err := archive.Create(name)
	for err == nil && text != "" { // in pieces: each is copied
		piece := text[:min(len(text), 1<<16)]
		text = text[len(piece):]
		_, err = io.WriteString(part, piece)
	}
	return err
}

// relationsName is the part that holds the relationships of a part.
func relationsName(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}
