"""Words that say what partners do together, as tables: the words of a notion, and the notions that make a kind.

Words are compared after folding, so "обмен" stands here as "obmen". One with "=" before it is a whole word, another the
beginning of longer ones.
"""

# The notions that a run of words must name for each kind of cooperation, in one or another of several ways.
KINDS: dict[str, list[tuple[str, ...]]] = {
    "student-exchange": [("student", "exchange")],
    "staff-exchange": [("staff", "exchange")],
    "double-degree": [("double", "degree")],
    "joint-programme": [("joint", "programme"), ("joint", "degree")],
    "joint-research": [("joint", "research")],
    "traineeship": [("traineeship",), ("practice", "programme"), ("practice", "production")],
    "doctoral-studies": [("doctoral",)],
    "summer-school": [("summer", "school")],
    "language-culture": [("language", "teaching"), ("language", "culture")],
}
# Where one of these stands in the run, the kind is another: a joint research programme is no programme to study.
EXCEPT: dict[str, set[str]] = {"joint-programme": {"research", "double"}}
WORDS = {
    "student": """
        student studen studier =etudiant =etudiants =etudiante =etudiantes detudiant estudiant =alunos =alumnos
        telebe ogrenci talaba opiskelij hallgato diak uliopila uliopilas =undergraduates =magistrantov
        foitit phoitet""",
    "staff": """
        staff =teacher =teachers lecturer professor =academics =scholars =researchers =scientists personnel personel
        personal =faculty =educators =employees =workers prepodavat sotrudnik uchenyh =uchenykh =uchenymi ppc =pps
        muellim muallim emekdaslar =heyet =heyeti =heyetinin eleman =uyesi =uyeleri akademisyen dozent lehrend
        lehrkraft lehrpersonal wissenschaftler mitarbeiter enseignant profesor docent docenc pracownik nauczyciel
        =kadr =kadry oqituvch vikladach vykladach spivrobitnik okytushy professorlyk""",
    "exchange": """
        exchang =mobility =mobilities obmen obmin mubadile deyisim degisim mobilite hareketlil mobillik mobilnost
        mobilnist austausch mobilitat mobilit echange mobilidad intercambio intercambi scambi wymian mobilnos schimb
        uitwissel vymen utbyte utveksl udveksl vahetus vaihto csere almasu almashin""",
    "double": """
        =double =dual dvoyn =dvukh =dvuh podvo podwoj podvijn ikili ikiqat =qosa =cift doppel =doble =doppio =doppia
        =doppi dubbel dobbel dubla dvojit kettos =ketto ekijaqty =qos =kos =duplo =dupla =duble""",
    "degree": """
        =degree =degrees =diploma =diplomas =diplom =diplomu =diplomun =diplomuna =diplome =diplomes =diplomy =diplomov
        =diplomami =diplomi =diplomlar =diplomlari =diplomah =diplomakh =dyplom =dyplomu =dyplomy =titulacion =titolo =titoli =laurea =master
        =masters""",
    "joint": """
        =joint =jointly collaborative sovmestn birge musterek =ortak gemeinsam =conjoint =conjointe =conjoints
        =conjointes =conjunta =conjuntas =conjunto =conjuntos congiunt wspoln spiln =birlesken =qoshma =hamkorlikdagi
        =comun =comune =comuni =commun =communs""",
    "programme": """
        =programme =programmes =program =programs =curricula =curriculum programm programi =programa =programas
        programy programlari proqram studiengang studiengange =curso =cursos =kurs""",
    "research": """
        =research =researches issledovan tedqiqat arastirma forschung =recherche =recherches investigacion ricerc
        pesquis badan badawcz doslidzhen cercetar vyzkum kutatas =zertteu tadqiqot""",
    "traineeship": """
        =traineeship =traineeships =internship =internships stazhirov stazhuvan =staj =staji =stajlar =stajlari =stajyer
        =tecrubekecme praktikum =praktika =praktiki =praktyki =praktyka tirocini =estagio =estagios
        =stage_etudiant =pasantia =pasantias""",
    "practice": "=tecrube =tecrubesi",
    "production": "=istehsalat",
    "doctoral": """
        =doctoral =doctorate =doctorates =phd =cotutelle =cotutelles doktorantur doktorant =doktora =doctorado
        =doctorados =doctorat =doctorale =doctorales doctorand dottorat doutorad aspirantur promotionsverfahren
        =doktorat =doktorate =doktorati =doktoranckie =doktorskie =binationalpromotion""",
    "summer": "=summer letn =yay =yaz sommer =ete =dete =verano =estiva =estivo =verao lato letni litn =zomer =zhazgy",
    "school": """
        =school =schools =shkola =shkoly =shkolu =shkol mekteb =okulu =okullari schule schulen =ecole =ecoles
        =escuela =escuelas =scuola =scuole =escola =szkola =szkoly =academy =skola =maktab =mektep""",
    "language": """
        =language =languages yazyk =dil =dili =dilin =dilinin =dilleri =diller sprach =langue =langues =idioma
        =idiomas =lengua =lingua =lingue =jezyk =jezyka =mova =movy =til =tili""",
    "teaching": """
        =teaching =learning =course =courses =instruction prepodavan obuchen izuchen =kursy =kurslari =kursu =tedrisi
        =ogretimi =egitimi =oyrenilmesi kurse unterricht =cours =enseignement =ensenanza =insegnamento =nauczanie""",
    "culture": "=culture =cultures kultur medeniyy =cultura =cultural_exchange",
}
# Words in one that say two notions, as compounds do.
COMPOUNDS = {
    "student-exchange": "studierendenaustausch studentenaustausch studentutbyte studentutveksling studentudveksling "
    "studentenuitwisseling hallgatocsere diakcsere opiskelijavaihto uliopilasvahetus studentenmobilitat "
    "studierendenmobilitat",
    "staff-exchange": "dozentenaustausch wissenschaftleraustausch lehrendenaustausch lararutbyte personalaustausch",
    "double-degree": "doppelabschluss doppelabschlusse doppeldiplom dubbeldiploma kaksoistutkinto",
    "summer-school": "sommerschule sommerschulen sommarskola zomerschool sommerkurs",
    "language-culture": "sprachkurs sprachkurse sprachunterricht taalcursus",
}
# What stands between the words of one notion and of another, and means nothing by itself.
BETWEEN = """
    a an the of and or for in amp their its between de des d du la le les el los las un une et und der die das den dem
    von zwischen y e i z na di degli delle della dei tra con do da dos das ve veya ile ila arasi arasinda uzre uchun
    va u men pen bilan i ili dlya mezhdu po s k programlar
    academic scientific educational international short long term semester undergraduate graduate postgraduate bachelor
    bachelors masters phd doctoral teaching administrative visiting university akademik akademicheskiy
    akademicheskimi nauchnyy nauchnye nauchnykh nauchnogo nauchnoy nauchno obrazovatelnaya obrazovatelnye
    obrazovatelnykh obrazovatelnoy pedagogicheskim pedagogicheskimi elmi ilmi bilimsel tehsil tedris egitim ogretim
    projects project courses activities turkish english russian azerbaijani german french spanish italian chinese
    korean japanese persian arabic ukrainian turk ingilis rus azerbaycan alman fransiz cin koreya turetskogo russkogo
    angliyskogo azerbaydzhanskogo nemetskogo kitayskogo koreyskogo"""
# What makes a wording deny what it names; before a number it is "No".
DENIALS = """
    no not non without except excluding excludes excl net ne bez krome yox deyil olmadan haric degil yok olmaksizin kein keine ohne
    sans sauf sin salvo senza sem nie oprocz"""
# What else is exchanged, or joint, and what is no degree that students earn: the words before that of a notion.
OTHERS = {
    "exchange": "language currency data information foreign stock key experience knowledge letters ion heat",
    "doctoral": "honorary honoris",
    "language": "programming programmirovaniya markup modeling modelling",
}
# Texts of scripts without spaces between words, looked for as they are written.
INSIDE = {
    "student-exchange": "学生交换 交换学生 交换生 学生交流 學生交換 交換學生 交換生 学生交換 交換留学 학생교류 교환학생 학생교환",
    "staff-exchange": "教师交换 教师交流 教員交流 教職員交流 教師交流 교수교류 교직원교류 教师互访",
    "double-degree": "双学位 雙學位 ダブルディグリー ダブル・ディグリー 복수학위 이중학위 双文凭",
    "joint-programme": "联合培养 共同学位 공동학위 合作办学",
    "joint-research": "联合研究 共同研究 共同研究 공동연구 合作研究 聯合研究",
    "traineeship": "インターンシップ 实习 實習 인턴십",
    "summer-school": "暑期学校 夏令营 サマースクール 暑期學校 여름학교",
}
