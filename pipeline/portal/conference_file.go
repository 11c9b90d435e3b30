package portal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// file writes the form as a conference's file. Every value is quoted as JSON is, which YAML reads: nothing that is typed can be another key.
func (f *conferenceForm) file() []byte {
	var text bytes.Buffer
	for _, name := range conferenceFields {
		switch value := f.Values[name]; {
		case value == "" || name == "authority" || name == "signer" || name == "position":
		case name == "recipients":
			var lines []string
			for line := range strings.Lines(value) {
				if line = strings.TrimSpace(line); line != "" {
					lines = append(lines, line)
				}
			}
			fmt.Fprintf(&text, "%s: %s\n", name, quoted(lines))
		case name == "date" || name == "map": // read as days
			fmt.Fprintf(&text, "%s: %s\n", name, value)
		default:
			fmt.Fprintf(&text, "%s: %s\n", name, quoted(value))
		}
	}
	signer := map[string]string{"authority": f.Values["authority"], "name": f.Values["signer"], "title": f.Values["position"]}
	maps.DeleteFunc(signer, func(_, value string) bool { return value == "" })
	if len(signer) > 0 {
		fmt.Fprintf(&text, "signer: %s\n", quoted(signer))
	}
	if len(f.Provinces) > 0 {
		fmt.Fprintf(&text, "provinces: %s\n", quoted(slices.Sorted(maps.Keys(f.Provinces))))
	}
	if len(f.Sections) > 0 {
		fmt.Fprintf(&text, "sections: %s\n", quoted(slices.Sorted(maps.Keys(f.Sections))))
	}
	return text.Bytes()
}

func quoted(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // a text or a list of texts
	return strings.TrimSpace(text.String())
}
