package vi

// AnswersFolder is what the folder is called in which a unit finds what became of its files.
const AnswersFolder = "tra-loi"
