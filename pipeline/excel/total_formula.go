package excel

import (
	"fmt"
	"regexp"
	"strings"
)

var totalPattern = regexp.MustCompile(`^=IF\(COUNT\(([A-Z]+[0-9]+:[A-Z]+[0-9]+)\)=0,"",SUM\(([A-Z]+[0-9]+:[A-Z]+[0-9]+)\)\)$`)

// totalFormula adds the cells of an area; over an empty one it says nothing, for unknown is not zero.
func totalFormula(parts area) string {
	return fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s))`, parts, parts)
}

// addsNothing tells a form's own total over cells that are all empty. Programs that save without computing leave it
// without a result, and what it would say is nothing.
func (g *grid) addsNothing(formula string) bool {
	match := totalPattern.FindStringSubmatch(strings.ReplaceAll(formula, "$", ""))
	if match == nil || match[1] != match[2] {
		return false
	}
	area, err := parseArea(match[1])
	if err != nil || area.Left != area.Right {
		return false
	}
	for row := area.Top; row <= min(area.Bottom, g.height()); row++ {
		if g.text(row, area.Left) != "" || g.cell(row, area.Left) != nil && g.cell(row, area.Left).Formula != "" {
			return false
		}
	}
	return true
}
