package excel

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const (
	contentTypes    = "[Content_Types].xml"
	spaceTypes      = "http://schemas.openxmlformats.org/package/2006/content-types"
	spaceRelations  = "http://schemas.openxmlformats.org/package/2006/relationships"
	typeOfSheets    = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
	typeOfComments  = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
	typeOfStyles    = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
	typeOfDrawings  = "application/vnd.openxmlformats-officedocument.vmlDrawing"
	endingOfDrawing = "vml"
)

// spaces are the name spaces of a workbook; those of the strict kind are others.
type spaces struct{ main, relations string }

func spacesOf(root string) spaces {
	if strings.HasPrefix(root, "http://purl.oclc.org/ooxml/") {
		return spaces{root, "http://purl.oclc.org/ooxml/officeDocument/relationships"}
	}
	return spaces{"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
}

// declares returns the prefix, with its colon, that the tag declares for a name space, "" for none.
func (x *scanner) declares(space string) string {
	for _, a := range x.attrs {
		if prefix, ok := strings.CutPrefix(a.name, "xmlns:"); ok && a.value == space {
			return prefix + ":"
		}
	}
	return ""
}

// relate adds a relationship of a kind from a part to another, and returns its id.
func (p *parcel) relate(from, kind, to string, of spaces) (string, error) {
	name := relationsName(from)
	part := xmlHead + `<Relationships xmlns="` + spaceRelations + `"/>`
	if p.has(name) {
		var err error
		if part, err = p.current(name); err != nil {
			return "", err
		}
	}
	x := newScanner(part)
	var ids []string
	var end ending
	err := x.document("Relationships", func() error {
		err := x.each(func() error {
			ids = append(ids, x.attr("Id"))
			return nil
		})
		end = x.closing()
		return err
	})
	if err != nil {
		return "", inPart(name, err)
	}
	number := len(ids) + 1
	for slices.Contains(ids, fmt.Sprint("rId", number)) {
		number++
	}
	id := fmt.Sprint("rId", number)
	element := fmt.Sprintf(`<%sRelationship Id="%s" Type="%s/%s" Target="%s"/>`, x.prefix, id, of.relations, kind, xmlName(targetOf(from, to)))
	p.put(name, splice(part, []edit{end.with(element)}))
	return id, nil
}

// targetOf writes the way from a part to another as most programs do: from the folder of the first.
func targetOf(from, to string) string {
	folder := path.Dir(from)
	up := ""
	for folder != "." && !strings.HasPrefix(to, folder+"/") {
		folder, up = path.Dir(folder), up+"../"
	}
	return up + strings.TrimPrefix(to, folder+"/")
}

// declareTypes says in the package's list of types what the parts are that were added.
func (p *parcel) declareTypes(types map[string]string) error {
	part, err := p.text(contentTypes)
	if err != nil {
		return err
	}
	x := newScanner(part)
	drawings := false
	var end ending
	err = x.document("Types", func() error {
		err := x.each(func() error {
			drawings = drawings || x.name == "Default" && strings.EqualFold(x.attr("Extension"), endingOfDrawing)
			return nil
		})
		end = x.closing()
		return err
	})
	if err != nil {
		return inPart(contentTypes, err)
	}
	elements := ""
	for _, name := range p.added {
		kind := types[name]
		switch {
		case kind == "":
		case kind == typeOfDrawings && drawings:
		case kind == typeOfDrawings:
			elements = fmt.Sprintf(`<%sDefault Extension="%s" ContentType="%s"/>`, x.prefix, endingOfDrawing, kind) + elements
			drawings = true
		default:
			elements += fmt.Sprintf(`<%sOverride PartName="/%s" ContentType="%s"/>`, x.prefix, xmlName(name), kind)
		}
	}
	if elements != "" {
		p.put(contentTypes, splice(part, []edit{end.with(elements)}))
	}
	return nil
}
