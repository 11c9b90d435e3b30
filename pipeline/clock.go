package pipeline

import "time"

// Zone is Asia/Ho_Chi_Minh: seven hours ahead and without summer time, so no machine's list of time zones is needed.
var Zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// DayOf returns the day of a moment in Vietnam, as days are kept: midnight UTC.
func DayOf(moment time.Time) time.Time {
	year, month, day := moment.In(Zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
