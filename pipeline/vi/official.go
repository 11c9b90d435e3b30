package vi

// The fixed words of an official document (Decree 30/2020/NĐ-CP, Annex I), in the case in which they are printed.
const (
	NationalTitle      = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" // Quốc hiệu
	Motto              = "Độc lập - Tự do - Hạnh phúc"        // Tiêu ngữ, ruled below as long as its text
	NumberLabel        = "Số:"                                // before the number and symbol: Số: 05/BC-V28
	DraftMark          = "DỰ THẢO"                            // on whatever is not approved yet
	RecipientsHeading  = "Nơi nhận:"                          // above the recipients, level with the signer's title
	AnnexLabel         = "Phụ lục"                            // before an annex's Roman numeral; bare where there is one annex
	UnitOfMeasureLabel = "Đơn vị tính:"                       // above a table
	PageLabel          = "trang"                              // before a page's number, in a table of contents
	ContinuedMark      = "(tiếp theo)"                        // behind the caption of a further part of a table or chart
	ClosingMark        = "./."                                // ends the last sentence of the body
)
