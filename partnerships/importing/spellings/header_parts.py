"""Words at the edges of headers, and signs and letters within them."""

import re

# Words at the beginning or the end of a header of days that make it one of first days, or of last ones.
FROM_WORDS = """
    from since starting od с з від von vom ab seit du depuis dès dal da dalla de desde din van vanaf fra från nuo alates
    alkaen από nga dari mulai từ من از מ ตั้งแต่ 自 から 부터 itibaren başlayaraq бастап
    dela sedan sinds siden sejak tarixdən tarixindən"""
# Those of them that tell first days of partners, too: "Partner seit". And those that stand before the day of an
# agreement: "Vertrag vom", "Convention du".
SINCE_WORDS = "since depuis dès desde seit sedan sinds siden sejak alates alkaen itibaren"
OF_WORDS = "vom du del dal de din від от"
TO_WORDS = """
    to till until upto thru through do по до au jusqu al alla ad fino até a hasta la până bis tot til till iki līdz kuni
    asti saakka έως ως μέχρι deri sampai hingga đến إلى الى حتى تا עד ถึง 至 まで 까지 kadar dək qədər дейін gacha tarixədək tarixinədək"""
# What stands between the parts of a header that lists what its cells hold.
BETWEEN_HEADERS = re.compile(r"[/,;&|+(]| and | with | və | и | ve | und | et | y | e | con | dan | ja | och | og ")
# "Date of expiry: 2020", "1. University of X, Spain", "[12] The row names no institution."
LABELLED = re.compile(r"^[^()\[\]]*\w:\s+\w|^\d+[.)]\s+\S+.*,|^\[\d+\]\s")
YEAR = re.compile(r"(?:19|20)\d\d")
WITHOUT_VOWELS = re.compile(r"[\u0590-\u06ff\u0e00-\u0eff]")
ARABIC = str.maketrans("أإآىيكة", "اااییکه")  # letters that Arabic and Persian write in several ways
INSTITUTION_BEGIN = re.compile(r"\b(?:universi|colleg|institut|academ|hochschul|polytech|school)")
