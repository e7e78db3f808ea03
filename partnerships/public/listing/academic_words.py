"""Words of the names of universities in the interface's languages and a few more, and which of them mean the same."""

from functools import cache

from partnerships.folding import fold

from .town_names import town_names

ADJECTIVE = "ий ый ой ая яя ое ее ого его ому ему им ым ом ем ие ые их ых ую ей".split()
# An English word: its equals; "+" ends the stem of a Russian adjective, "-" that of a noun.
EQUALS = """
    university: университет- universitet universiteti universitetinin universitesi universitesinin
                universitat universite universidad universidade universita universitatea uniwersytet univerzitet
    technical: техническ+ texniki teknik technische technique tecnica tecnico politehnica
    polytechnic: политехническ+ политехник- politexnik politeknik polytechnical polytechnique politecnico politechnika
                 politehnica
    state: государственн+ dovlet devlet
    national: национальн+ milli ulusal nacionalnyy nationale nazionale nacional
    institute: институт- institutu institutunun institut enstitu enstitusu instituto istituto institutul
    academy: академи- akademiya akademiyasi akademi akademisi akademie academie academia
    medical: медицинск+ tibb tip medisin medicine медицин-
    college: колледж- kollec kolleci kolej koleji collegium
    school: школ- mekteb mektebi okul okulu ecole escuela schule
    faculty: факультет- fakulte fakulteti fakultesi fakultet faculte facultad fakultat
    science: sciences наук- elm elmler elmleri bilim bilimler bilimleri bilimi
    technology: technologies технологи- texnologiya texnologiyalar texnologiyalari teknoloji teknolojileri teknolojisi
    technological: технологическ+ texnoloji teknolojik
    applied: прикладн+ tetbiqi uygulamali angewandte
    engineering: инженерн+ инженери- muhendislik muhendislik muhendisligi
    economics: economic экономическ+ экономик- iqtisadi iqtisad iqtisadiyyat ekonomi iktisat iktisadi
    pedagogical: педагогическ+ pedaqoji pedagoji
    agricultural: agrarian аграрн+ сельскохозяйственн+ aqrar kend tarim ziraat
    transport: transportation транспорт- транспортн+ neqliyyat ulastirma ulasim
    architecture: architectural архитектур- архитектурн+ архитектурно memarliq mimarlik
    construction: строительн+ строительств- insaat
    petroleum: oil нефт- нефтян+ neft petrol
    international: международн+ beynelxalq uluslararasi
    federal: федеральн+
    research: исследовательск+ исследовани- tedqiqat arastirma arastirmalar arastirmalari
    scientific: научн+ научно elmi bilimsel
    teaching: teacher преподавани- ogretim
"""
NOUN = ["", *"а у ом е ы ов ам ами ах я ю ем и й ь ям ями ях ей о ию ией ии ия ья".split()]


@cache
def academic_words() -> dict[str, frozenset[str]]:
    """Return {folded word: what it means in English}: the first words of the lines of EQUALS that it is in."""
    found: dict[str, set[str]] = {}
    for line in joined_lines():
        first, _colon, others = line.partition(":")
        for text in (first, *others.split()):
            for word in inflected(text):
                found.setdefault(word, set()).add(first)
    return {word: frozenset(equals) for word, equals in found.items()}


def joined_lines():
    """Return the lines of EQUALS, each with those that continue it."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, EQUALS.splitlines())):
        if ":" in line:
            lines.append(line)
        else:
            lines[-1] += f" {line}"
    return lines


def inflected(text):
    """Return the folded forms of a `text` of EQUALS."""
    endings = {"+": ADJECTIVE, "-": NOUN}.get(text[-1], [""])
    return {fold(text.rstrip("+-") + ending) for ending in endings}


def equals_of(word: str) -> frozenset[str]:
    """Return what a folded `word` of a name means in English; nothing where it is no academic word and no town."""
    return academic_words().get(word, frozenset()) | town_names().get(word, frozenset())
