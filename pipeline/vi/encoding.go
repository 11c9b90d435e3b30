package vi

// Encoding is how a text's letters are kept.
type Encoding uint8

// The encodings. Legacy ones keep Vietnamese letters in the places of other letters, and need a font that draws them so.
const (
	Unicode       Encoding = iota
	TCVN3                  // TCVN 5712:1993 (ABC), fonts .VnTime and the like; capitals by a second font, .VnTimeH
	TCVN3Capitals          // of a font such as .VnTimeH, that draws small letters as capitals
	VNI                    // fonts VNI-Times and the like: a base letter and a mark
)
