"""Words by which lists tell the state of an agreement, as tables, in the languages of lists."""

import re

from .terms import DENIED as DENIED_IN_TERMS

# Beginnings of what a list says of the state of an agreement: that it is over, that it rests for a time, that it is not
# signed yet, a word that is a draft in a column of statuses and a project elsewhere, and that it holds.
OVER = """
    terminat | cancelled | canceled | cancellation | cancel= | expired | expire | expirad | expirat | ended |
    inactive | in active | annul | lapse | discontinu | invalid | void= | voided | revoked | withdrawn | rejected |
    abandon | supersed | archived | obsolete | rescind | dissolved | denounc | no longer | ləğv | bitib | bitmiş |
    bitdi | başa çat | düşüb | itirib | qüvvədən | müddəti bit | etibarsız | qeyri aktiv | расторг | истек | истёк |
    недейств | прекращ | отмен | аннулир | завершен | завершён | утратил | законч | окончен | неактив | закінч |
    скасов | припин | розірв | втратив | нечинн | sona er | iptal | fesih | feshed | süresi dol | geçersiz | pasif |
    durdur | yürürlükten | sonlan | beendet | gekündigt | abgelaufen | ausgelaufen | ungültig | inaktiv | erloschen |
    storniert | aufgehoben | überholt | ikke i kraft | inte i kraft | außer kraft | eingestellt | résili | échu |
    terminé | périm | dénonc | inactif | inaktív | caduc | vencid | finaliz | terminad | anulad | anulat | inactiv |
    inativ | encerrad | cancelad | denunciad | scadut | concluso | conclusa | conclusi | concluse | cessat | disdett |
    revocat | inattiv | rescis | risolt | wygas | zakończ | rozwiąz | nieaktywn | nieaktualn | neaktuáln | неактуал |
    nieważn | wypowiedzian | anulowan | vypršel | ukonč | skončen | neplatn | zrušen | neaktiv | vypověz | vypoved |
    lejárt | megszűn | felmond | érvénytelen | încetat | reziliat | istekao | istekla | isteklo | raskinut | otkazan |
    истекао | раскинут | прекратен | изтек | анулиран | λήξ | έληξε | ληγμέν | καταγγ | ακυρ | ανενεργ | τερματ |
    beëindigd | verlopen | opgezegd | ongeldig | tamat | berakhir | tidak aktif | dibatal | batal= | dibatal |
    membatal | pembatal | kadaluarsa | kedaluwarsa | luput | uppsag | oppsagt | opsagt | avslut | avsluttet | utgått |
    utgånget | utløpt | udløbet | ogiltig | avbrut | päättyn | irtisanot | rauennut | lõppenud | lõpetatud | izbeig |
    beidz | pārtrauk | pasibaig | nutrauk | baigė | nebegalioj | منتهية | منتهي | المنته | انتهت | ملغ | الملغ |
    ألغي | فسخ | غير | منقضی | لغو | پایان یافته | خاتمه | غیرفعال | פג תוקף | בוטל | הסתיים | תוקפו פג | мерзімі өт |
    күшін жой | bekor | tugagan | hết hạn | chấm dứt | hủy | ვადაგასულ | შეწყვეტ | გაუქმებ | 终止 | 失效 | 到期 | 过期 | 過期 |
    取消 | 作废 | 解除 | 解約 | 终结 | 结束 | 結束 | 中止 | 停止 | 終止 | 終了 | 満了 | 期限切 | 廃止 | 失効 | 無効 | 无效 | 無效 | 종료 | 만료 | 해지 | 파기 |
    중단 | 취소 | 무효 | หมดอายุ | ยกเลิก | สิ้นสุด | aegunud | hết hiệu lực | аяқталды"""
# That it rests for a time.
RESTS = """
    dormant | suspend | suspens | on hold | frozen | paused | dayandırıl | приостан | призупин | askıda | askıya |
    ausgesetzt | ruhend | ruht | sospes | zawieszon | pozastav | felfüggeszt | obustavljen | спрян | αναστολ |
    opgeschort | ditangguh | keskeyt | موقوف | معلق | тоқтат | 暂停 | 暫停 | 休止 | 보류 | 중지 | resting | rests= | abeyance |
    dondurul | заморож | eingefroren | pausiert | en pausa= | pausad | congelad | gelé= | gelée= | en pause= |
    in pausa= | em pausa= | wstrzyman | 冻结 | 凍結 | 동결"""
NOT_YET = """
    for signing | in signature | out for signature | under signature | to sign | zur unterschrift | zur unterzeichnung | zu unterzeichnen |
    à signer | en signature | pour signature | a firmar | para firma | da firmare | alla firma | a assinar | para assinatura | por assinar |
    em assinatura | spre semnare | de semnat | la semnat | aláírandó | aláírás előtt | imzalanacaq | imzalanacak | imzaya |
    imza üçün | imzalanmalı | под подпис | к подпис | подлежит подпис | на рассмотр | в работе | готовит | разрабат | в разработ |
    узгодж | за подпис | в процес | подготв | za potpis | na potpis | u pripremi | за потпис | на потпис | у припреми | προς υπογραφή |
    ter ondertekening | te ondertekenen | för underskrift | til underskrift | til signering | under arbeid | under udarbejdelse |
    under utarbet | allekirjoitettavana | valmisteilla | allkirjastamisel | ettevalmist | rengiama | sagatavoš | للتوقيع | برای امضا |
    در دست | לחתימה | в стадии | дайындал | қол қоюға | imzolash uchun | tayyorlan | chờ ký | để ký | đang soạn |
    đang đàm phán | untuk ditandatangan | penyusunan | 待署名 | 签署中 | 洽签 | 擬簽 | 서명 대기 | 검토 중 | 검토중 | 审批 | 検討中 |
    draft | being renew |
    negotiat | in negotiat | under negotiat | sin firm | нет подпис | ikke sign | ikke under | inte under |
    ej under | in preparation | under preparation | pending | await | to be | propos | planned | under discussion |
    in discussion | under review | unsigned | for signature | being signed | not signed | not yet | under renewal |
    in renewal | renewal in | qaralama | danışıq | imzalanma mərhələ | imzalanmay | imzalanmamış | gözləyir |
    gözlənil | hazırlan | taslak | müzakere | görüşme | imzalanma | imza aşama | imzada | bekliyor | beklem |
    hazırlık | чернов | переговор | на согласован | на подпис | ожида | подготов | планир | чернет | на підпис |
    на погодж | очіку | entwurf | verhandl | vorbereit | in vorbereitung | ausstehend | steht aus | geplant |
    in verlängerung | brouillon | négocia | en attente | en préparation | en cours de | borrador | negociac |
    pendiente | en trámite | por firmar | en firma | en renovación | bozza | trattativ | in attesa | in corso di |
    in fase di | in rinnovo | rascunho | minuta | pendente | em tramitação | aguard | szkic | negocjac |
    w przygotowaniu | oczekuj | niepodpisan | do podpis | w trakcie podpis | w trakcie odn | návrh | v jednání |
    v rokov | připrav | priprav | přípravě | čeká | k podpis | nepodeps | nepodpís | tervezet | tárgyal |
    előkészít | aláírás alatt | aláírásra | ciornă | negocier | în curs de | în așteptare | nesemnat | nacrt |
    pregovor | нацрт | преговор | чернова | προσχέδ | διαπραγμ | εκκρεμ | υπό υπογραφή | onderhandel |
    in behandeling | in voorbereiding | utkast | förhandl | forhandl | udkast | luonnos | neuvottel | mustand |
    läbirääk | sarun | derybo | negosiasi | perundingan | menunggu | dalam proses | draf | مسودة | قيد | تفاوض |
    بانتظار | پیش نویس | پیش‌نویس | مذاکره | در انتظار | נשא ומתן | טיוטה | келіссөз | muzokara | dự thảo |
    đàm phán | 草案 | 草稿 | 谈判 | 談判 | 洽谈 | 洽談 | 协商 | 待签 | 待簽 | 拟签 | 未签 | 未簽 | 续签中 | 待续 |
    交渉中 | 協議中 | 調整中 | 準備中 | 未締結 | 予定 | 署名待 | 更新中 | 更新手続 | 초안 | 협의 중 | 협의중 |
    협상 | 미체결 | 예정 | 갱신 중 | 갱신중 | ร่าง"""
PROJECT = """
    closed | projekt | projet | progetto | proyecto | projeto | proiect | проект | проєкт | layihə | жоба | loyiha |
    σχέδιο | projektas | concept | koncept | konsep | rancangan | in process | en proceso | პროექტ"""
HOLDS = """
    executed | in effect | in operation | operational | implemented | approved | extended | established | existing | in place |
    enforced | open ended | indefinite | bestehend | besteht | verlängert | wirksam | geltend | unbefristet | valide | reconduit | renouvelé |
    prorog | en application | prolongé | renovad | prorrogad | en curso | en ejecución | suscrit | rinnovat | prorogat |
    sottoscritt | in corso | em andamento | em execução | celebrad | celebrat | aktualn | w mocy | przedłużon | odnowion |
    realizowan | podeps | podepís | podpís | v platnosti | účinn | trvá | prodloužen | predĺžen | valabil | reînnoit | prelungit | megújít |
    élő | folyamatos | yenilendi | yeniləndi | yenilənib | uzatıldı | uzadılıb | etibarlı | davam | imzalandı | в силе | продлен | продлён |
    пролонг | заключен | заключён | бессроч | продовжен | укладен | в сила | подновен | валид | potpisan | потписан | na snazi |
    на снази | produžen | продужен | aktivan | активан | υπογεγραμμέν | ανανεωμέν | getekend | ondertekend | van kracht | actief |
    verlengd | giltig | undertecknad | undertecknat | pågående | signert | undertegnet | løpende | gyldig | underskrevet | løbende | aktiivi |
    allekirjoitettu | allkirjastatud | aktyv | pasirašyt | aktīv | parakstīt | spēkā | đã ký | có hiệu lực | ditandatangan | berjalan |
    มีผล | ลงนามแล้ว | ใช้งาน | בתוקף | פעיל | חתום | күшінде | қолданыста | белсенді | қол қойыл | amalda | kuchda | faol |
    imzolangan | მოქმედ | აქტიურ | გაფორმებულ | գործող | ուժի մեջ | хүчинтэй | نافذ | موقع | مفعل | جاري | جارية | مجدد | جاری | امضا شده |
    تمدید شده | در حال اجرا | 执行中 | 执行 | 已签 | 已簽 | 已续签 | 履行中 | 进行中 | 執行中 | 在效 | 締結済 | 継続 | 発効 | 実施中 | 更新済 | 署名済 |
    활성 | 갱신됨 | 갱신 완료 | 유지 | 갱신완료 |
    active | in force | valid | signed | current | ongoing | on going | effective | running | live | renewed |
    continuing | действ | актив | подписан | qüvvədə | aktiv | aktif | imzalanıb | yürürlük | geçerli | devam |
    gültig | in kraft | laufend | معتبر | aktiiv | unterzeichnet | unterschrieben | vigente | vigor | activ |
    ativo | en vigueur | en cours | signé | actif | attivo | in essere | ważna | obowiązuj | aktywn | podpisan |
    vigoare | чинн | підписан | діє | berlaku | sah laku | érvényes | hatályos | aláír | platn | važeć | важећ |
    ενεργ | ισχύ | geldig | lopend | gällande | gjeldende | galioja | kehtiv | voimassa | سارية | ساري | نشط |
    فعال | 有效 | 生效 | 有効 | 유효 | 진행 | 签署 | 签订 | 締結 | 체결 | đang | còn hiệu lực | firmado | firmato |
    assinado | semnat | imzalı | imzaland"""
# "valid until terminated", "expires on 3 May 2030": what may come, and has not; "résilience" is no "résilié".
STILL_TO_COME = re.compile(
    r"\b(?:until|till)(?: \d+)+|\b(?:until|unless|till)\b.*|\bexpires? (?:on|in|soon|by|at|\d).*|\bresilien\w*"
)
BEFORE = re.compile(
    r"\s*(?:[(\[{（【［<]\s*([^()\[\]{}（）【】［］<>]{2,60})[)\]}）】］>]|([^-–—:()\[\]]{3,40}?)(?:\s+[-–—]|\s?:)\s)\s*(?=\w)"
)
BEHIND = re.compile(
    r"\s*(?:[(\[{（【［<]\s*([^()\[\]{}（）【】［］<>]{2,60})[)\]}）】］>]|(?:\s[-–—]+|\s?[*|:/]+|,)\s*([^-–—*|:/,()\[\]]{2,60}))[\s*.!]*$"
)
# What denies a status; some of it is another word in a term.
DENIED = re.compile(
    rf"{DENIED_IN_TERMS.pattern}|\b(?:pas|plus|nao|nem|tidak|belum|ei|inte|ikke|ej|den|nera|nav|emes|nije|khong|chua|neni)\b"
)
DENIED_UNBROKEN = re.compile("[未无無不非미]")
IN_CAPITALS = re.compile(r"(?<=\S)\s+((?:[^\W\d_]{3,}\s)*[^\W\d_]{5,}(?:\s[\d./-]+)?)$")
UNBROKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SEPARATOR = re.compile(r"[^\w\s.'-]|\s-")  # without one, or capitals, no status stands beside a name
# Beside a day it says that this is the last one of a rest; in a folded text.
UNTIL = re.compile(
    r"\b(?:until|till|til|through|up to|to|bis|jusqu\w*|au|hasta|fino|ate|do|pana|az|tot|tom|t o m|asti|saakka|kuni|iki"
    r"|lidz|hingga|sampai|qeder\w*|kadar|dek|dak|cenya|deiin|meyri|mechri|po|zhi|made)\b|kkaji\b"
)
DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\1\d{4}")
