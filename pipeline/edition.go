package pipeline

// Edition (lần phát hành) is a report or a pack as it was published: numbered, and kept byte for byte.
type Edition struct {
	ID     int64 // 0 is none
	Number int   // from 1
}
