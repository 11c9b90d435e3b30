package excel

// What the standard (ISO/IEC 29500-1) and Excel itself allow. What goes beyond was not made by a program that people
// type into; limits that an operator may set stand in templates/tonghop.yaml.
const (
	maxRow    = 1 << 20 // rows of a sheet
	maxColumn = 1 << 14 // columns of a sheet, to XFD
	maxStyles = 1 << 16 // of cells; Excel stops at 65,490
	maxDepth  = 64      // of elements in each other; a worksheet has ten
	maxName   = 256     // letters of an element or attribute; errors quote it
	maxAttrs  = 128     // of one element; a sheet's view has twenty, its root declares a dozen name spaces

	lastSerial = 2_958_465 // the last day that Excel knows, 31 December 9999
)

// maxMerges bounds the merged areas of a sheet: more than rows of forms, and few enough to be gone through.
const maxMerges = 100_000
