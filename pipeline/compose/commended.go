package compose

import (
	"maps"
	"strconv"

	"tonghop/pipeline"
)

// commendedList is the result that a conference's list of those commended is printed from.
const commendedList = "commended_list"

// withCommended adds the list to what the queries returned; it is kept nowhere else.
func withCommended(results pipeline.Results, conference *pipeline.Conference) pipeline.Results {
	list := pipeline.Result{Columns: []string{"no", "name", "locality", "award", "level"}}
	if conference != nil {
		for i, c := range conference.Commended {
			list.Rows = append(list.Rows, []pipeline.Cell{{Text: strconv.Itoa(i + 1)}, {Text: c.Name}, {Text: c.Locality}, {Text: c.Award}, {Text: c.Level}})
		}
	}
	all := pipeline.Results{}
	maps.Copy(all, results)
	all[commendedList] = list
	return all
}
