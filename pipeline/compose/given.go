package compose

import (
	"maps"
	"slices"
	"strconv"

	"tonghop/pipeline"
)

// The results that come from no query.
const (
	commendedList = "commended_list" // those commended at a conference, from the conference's file
	packFiles     = "pack_files"     // the files of the reports before this one in a pack
)

// given are the columns of results that come from no query.
var given = map[string][]string{
	commendedList: {"no", "name", "locality", "award", "level"},
	packFiles:     {"no", "file", "title"},
}

// withGiven adds to what the queries returned what comes from none; it is kept nowhere else.
func withGiven(results pipeline.Results, order pipeline.Order, before []*pipeline.Document) pipeline.Results {
	all := make(pipeline.Results, len(results)+len(given))
	maps.Copy(all, results)
	var commended, files [][]pipeline.Cell
	if conference := order.Conference; conference != nil {
		for i, c := range conference.Commended {
			commended = append(commended, texts(strconv.Itoa(i+1), c.Name, c.Locality, c.Award, c.Level))
		}
		for _, document := range before {
			for _, extension := range slices.Sorted(maps.Keys(document.Files)) {
				files = append(files, texts(strconv.Itoa(len(files)+1), document.Files[extension]+"."+extension, document.Title))
			}
		}
	}
	all[commendedList] = pipeline.Result{Columns: given[commendedList], Rows: commended}
	all[packFiles] = pipeline.Result{Columns: given[packFiles], Rows: files}
	return all
}

func texts(values ...string) []pipeline.Cell {
	cells := make([]pipeline.Cell, len(values))
	for i, value := range values {
		cells[i].Text = value
	}
	return cells
}
