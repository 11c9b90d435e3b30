package excel

import (
	"path"
	"strings"
)

type xmlRelationships struct {
	Relationship []relation
}

// relation is one relationship of a part to another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// kind is the last word of the relationship's type.
func (r relation) kind() string { return path.Base(r.Type) }

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
	var in xmlRelationships
	if err := b.decode(name, &in); err != nil {
		return nil, err
	}
	for i := range in.Relationship {
		r := &in.Relationship[i]
		r.Target = strings.ReplaceAll(r.Target, `\`, "/")
		if target := strings.TrimPrefix(r.Target, "/"); target != r.Target {
			r.Target = target
		} else {
			r.Target = path.Join(folder, target)
		}
	}
	return in.Relationship, nil
}

// ofKind returns the part of the first relationship of a kind, "" for none.
func ofKind(relations []relation, kind string) string {
	for _, r := range relations {
		if r.kind() == kind && !strings.EqualFold(r.Mode, "External") {
			return r.Target
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
