package excel

import "bytes"

// mendChart puts what excelize 2.11.0 writes of a chart's series into the order of the format, in which labels stand behind markers, and
// takes away what bars or lines must not have: Excel repairs such a workbook as it opens it (qax-os/excelize issues 2355 and 2356).
func mendChart(part []byte) []byte {
	const end = "</ser>"
	foreign := "smooth"
	if bytes.Contains(part, []byte("<lineChart>")) {
		foreign = "invertIfNegative"
	}
	var mended []byte
	for {
		at := bytes.Index(part, []byte(end))
		if at < 0 {
			return append(mended, part...)
		}
		series, labels := cutElement(part[:at], "dLbls")
		series, _ = cutElement(series, foreign)
		names := max(bytes.Index(series, []byte("<cat>")), 0)
		mended = append(append(append(append(mended, series[:names]...), labels...), series[names:]...), end...)
		part = part[at+len(end):]
	}
}

// cutElement takes the first element of a name out of a text.
func cutElement(text []byte, name string) (without, element []byte) {
	from, to := bytes.Index(text, []byte("<"+name)), bytes.Index(text, []byte("</"+name+">"))
	if from < 0 || to < from {
		return text, nil
	}
	to += len("</" + name + ">")
	return append(bytes.Clone(text[:from]), text[to:]...), text[from:to]
}
