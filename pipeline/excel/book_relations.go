package excel

import (
	"fmt"
	"path"
	"strings"
)

// relation is one relationship of a part to another.
type relation struct {
	id, kind, target string // kind is the last word of its type
	external         bool
}

// related reads the relationships of a part, "" for the package; targets come as names of parts.
func (b *book) related(part string) ([]relation, error) {
	folder, name := "", "_rels/.rels"
	if part != "" {
		folder = path.Dir(part)
		name = path.Join(folder, "_rels", path.Base(part)+".rels")
	}
	if b.parts[partName(name)] == nil {
		return nil, nil
	}
	x, err := b.scan(name)
	if err != nil {
		return nil, err
	}
	var found []relation
	ids := map[string]bool{}
	err = x.document("Relationships", func() error {
		return x.each(func() error {
			r := x.relation(folder)
			if ids[r.id] {
				return fmt.Errorf("has relationship %.40q twice", r.id)
			}
			ids[r.id] = true
			found = append(found, r)
			return nil
		})
	})
	return found, inPart(name, err)
}

// relation reads one relationship; a relative target begins at the folder of the part that it is of.
func (x *scanner) relation(folder string) relation {
	r := relation{id: x.attr("Id"), kind: path.Base(x.attr("Type")), external: strings.EqualFold(x.attr("TargetMode"), "External")}
	r.target = strings.ReplaceAll(x.attr("Target"), `\`, "/")
	if target, absolute := strings.CutPrefix(r.target, "/"); absolute {
		r.target = path.Clean(target)
	} else {
		r.target = path.Join(folder, r.target)
	}
	return r
}

// ofKind returns the part of the first relationship of a kind, "" for none.
func ofKind(relations []relation, kind string) string {
	for _, r := range relations {
		if r.kind == kind && !r.external {
			return r.target
		}
	}
	return ""
}

// mainPart finds the workbook's own part.
func (b *book) mainPart() (string, error) {
	relations, err := b.related("")
	if err != nil {
		return "", err
	}
	main := ofKind(relations, "officeDocument")
	if b.parts[partName(main)] == nil || !strings.HasSuffix(partName(main), ".xml") || b.parts["word/document.xml"] != nil || b.parts["ppt/presentation.xml"] != nil {
		return "", b.refusePackage()
	}
	return main, nil
}
