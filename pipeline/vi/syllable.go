package vi

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// onsets begin a syllable, those of more letters first; rimes end it, written without their tone.
var (
	onsets = strings.Fields("ngh ng gh gi kh nh ch th tr ph qu b c d đ g h k l m n p r s t v x")
	rimes  = rimeSet(
		"a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây",
		"e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu",
		"o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot",
		"ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut",
		"uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ych yêm yên yêng yêt yêu ynh yt",
	)
)

func rimeSet(lines ...string) map[string]bool {
	set := map[string]bool{}
	for _, line := range lines {
		for rime := range strings.FieldsSeq(line) {
			set[rime] = true
		}
	}
	return set
}

// isSyllable tells whether a word of letters may be one of Vietnamese, in any case.
func isSyllable(word string) bool {
	bare, tone, ok := cutTone(Lower(word))
	if !ok || slices.Contains([]rune{grave, hook, tilde}, tone) && endsInStop(bare) {
		return false
	}
	if rimes[bare] {
		return true
	}
	for _, onset := range onsets {
		if rime, ok := strings.CutPrefix(bare, onset); ok && rimes[rime] && fits(onset, rime) {
			return true
		}
	}
	return false
}

// endsInStop tells whether a syllable ends in a consonant that only the tones ´ and . go with.
func endsInStop(bare string) bool {
	return strings.HasSuffix(bare, "ch") || bare != "" && strings.Contains("cpt", bare[len(bare)-1:])
}

// fits tells whether an onset is spelt so before a rime: k, gh and ngh before e, ê, i and y, and c, ng before the others.
func fits(onset, rime string) bool {
	front := strings.ContainsRune("eêiy", []rune(rime)[0])
	switch onset {
	case "k", "gh", "ngh":
		return front
	case "c", "ng":
		return !front
	case "g":
		return !front || rime[0] == 'i'
	}
	return true
}

// cutTone takes the tone off a word; ok is false for more than one tone.
func cutTone(word string) (bare string, tone rune, ok bool) {
	ok = true
	bare = strings.Map(func(r rune) rune {
		switch r {
		case acute, grave, hook, tilde, dotBelow:
			ok = ok && tone == 0
			tone = r
			return -1
		}
		return r
	}, norm.NFD.String(word))
	return NFC(bare), tone, ok && !strings.ContainsFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}
