# كلمات الواجهة بالعربية. الصياغات الخاصة بالموقع توضع في words/ar.ftl.

skip = انتقل إلى النص
menu = القائمة الرئيسية
more = المزيد في هذا الموقع
comma = ،
not-available = لغات غير متاحة
languages = اللغات
breadcrumbs = موضعك في الموقع
years = السنوات
letters = الحروف
neighbours = ما قبل وما بعد
by-year = بحسب السنة

dossiers = الملفات
timeline = التسلسل الزمني
tags = الوسوم
people = الأشخاص
places = الأماكن
organisations = المنظمات
archive = بحسب التاريخ
changes = تصويبات وتحديثات
feed = موجز الأخبار
json-feed = موجز JSON
calendar = التقويم
timeline-data = التسلسل الزمني كبيانات
latest = الأحدث
newest = الأحدث
home = الصفحة الرئيسية

articles = { $n ->
    [zero] لا مقالات
    [one] مقالة واحدة
    [two] مقالتان
    [few] { $n } مقالات
    [many] { $n } مقالة
   *[other] { $n } مقالة
}
events = { $n ->
    [zero] لا أحداث
    [one] حدث واحد
    [two] حدثان
    [few] { $n } أحداث
    [many] { $n } حدثًا
   *[other] { $n } حدث
}
minutes = { $n ->
    [zero] أقل من دقيقة للقراءة
    [one] دقيقة واحدة للقراءة
    [two] دقيقتان للقراءة
    [few] { $n } دقائق للقراءة
    [many] { $n } دقيقة للقراءة
   *[other] { $n } دقيقة للقراءة
}
here = { $n ->
    [zero] لا شيء منها هنا
    [one] واحدة منها هنا
    [two] اثنتان منها هنا
    [few] { $n } منها هنا
    [many] { $n } منها هنا
   *[other] { $n } منها هنا
}
sources-n = { $n ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدران
    [few] { $n } مصادر
    [many] { $n } مصدرًا
   *[other] { $n } مصدر
}
also-told = { $n ->
    [zero] لا مقالات أخرى عن هذا
    [one] مقالة أخرى عن هذا
    [two] مقالتان أخريان عن هذا
    [few] { $n } مقالات أخرى عن هذا
    [many] { $n } مقالة أخرى عن هذا
   *[other] { $n } مقالة أخرى عن هذا
}
since-summary = { $n ->
    [zero] لا مقالات منذ هذا الملخص
    [one] مقالة واحدة منذ هذا الملخص
    [two] مقالتان منذ هذا الملخص
    [few] { $n } مقالات منذ هذا الملخص
    [many] { $n } مقالة منذ هذا الملخص
   *[other] { $n } مقالة منذ هذا الملخص
}
shown-of = نقاط التحول والأحدث: { $n } من أصل { $k } من الأحداث
part-of = الجزء { $k } من { $n }

status-running = مستمر
status-paused = متوقف مؤقتًا
status-closed = منتهٍ

held-draft = مسودة
held-embargoed = محظور النشر إلى حين
held-future = لم يُنشر بعد
mark-correction = صُحِّح
mark-retraction = سُحب مضمونه
turning-point = نقطة تحول

story-so-far = القصة حتى الآن
as-of = حتى تاريخ
revisions = تعديلات سابقة على هذا الملخص
phases = المراحل
whole-timeline = التسلسل الزمني كاملًا
all-articles = كل المقالات
start-here = ابدأ من هنا
key-players = أبرز الأطراف
in-this-dossier = في هذا الملف
related-dossiers = ملفات ذات صلة
take-along = تابع واحتفظ
printed-whole = في صفحة واحدة للطباعة
back-to-dossier = العودة إلى الملف
backlinks = ورد ذكره في
short-link = رابط قصير

by = بقلم
updated = حُدِّث
withdrawn-on = سُحبت في
what-happened = ما الذي حدث
sources = المصادر
accessed = اطُّلع عليه في
archived-copy = نسخة مؤرشفة
notes = ملاحظات
previous = ما قبل هذا
next = ما بعد هذا
related = ذات صلة
reason-chosen = من اختيار المحرر
reason-dossier = في الملف نفسه
reason-tag = الموضوع نفسه
reason-person = الشخص نفسه
reason-place = المكان نفسه
reason-organisation = المنظمة نفسها
correction-correction = تصويب
correction-clarification = توضيح
correction-update = تحديث
correction-retraction = سحب
was-now = ورد في هذه المقالة: «{ $was }». وتقول الآن: «{ $now }».

kind-tag = الموضوعات
kind-person = الأشخاص
kind-organisation = المنظمات
kind-place = الأماكن
one-tag = موضوع
one-person = شخص
one-organisation = منظمة
one-place = مكان
one-dossier = ملف
one-year = سنة
one-month = شهر
also = ويُسمّى أيضًا
names = الأسماء بحسب الفترات
position = الموقع الجغرافي
elsewhere = في مواقع أخرى
goes-with = كثيرًا ما يقترن بـ

changes-intro = كل تصويب وتوضيح وتحديث وسحب وإزالة، الأحدث أولًا.
no-changes = لم يتغير شيء حتى الآن.
change-correction = تصويب
change-clarification = توضيح
change-update = تحديث
change-retraction = سحب
change-withdrawal = إزالة

not-found = غير موجود
not-found-text = لا توجد صفحة في هذا العنوان. ربما كُتب خطأً، أو كان الرابط الذي أوصلك إلى هنا غير صحيح. تجد القصص هنا.
to-home = إلى الصفحة الرئيسية
moved = انتقلت هذه الصفحة
embed-note = (يُحمَّل من موقعه حين تختار ذلك)
copy = نسخ
copied = نُسخ

on-this-page = في هذه الصفحة
depth = مقدار التفصيل
depth-turning = نقاط التحول فقط
depth-events = الأحداث
depth-all = كل شيء
order = الترتيب
oldest-first = الأقدم أولًا
newest-first = الأحدث أولًا
filter-all = الكل
filter-shown = الأحداث المعروضة
filter-clear = عرض الكل
new = جديد
new-since = جديد منذ زيارتك الأخيرة
new-articles = مقالات
new-events = أحداث
to-first-new = إلى أول جديد
began = بدأ
ended = انتهى
reported = أُعلن
cite = للاستشهاد
edition-of = طبعة
print = طباعة
this-piece = أنت هنا
one-phase = مرحلة

search = بحث
search-for = ابحث عن
search-any = الكل
search-kind = النوع
search-keys = ضع العبارة بين علامتي اقتباس. تنقّل بين النتائج بمفاتيح الأسهم، ومفتاح Escape يعيدك.
search-found = { $n ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $n } نتائج
    [many] { $n } نتيجة
   *[other] { $n } نتيجة
}
search-none = لم يُعثر على شيء
search-reading = ما زالت النصوص تُقرأ
search-titles = العناوين والوسوم والمقدمات؛ اختر ملفًا للبحث في نصوصه
search-more = نتائج أخرى
search-failed = تعذّر تحميل البحث.
search-without = يحتاج البحث إلى JavaScript، وهو معطّل أو تعذّر تحميله. ومن دونه انظر هنا:
search-some = { $n } من أصل { $k } من المقالات بهذه اللغة. بلغات أخرى:
one-article = مقالة
one-page = صفحة

edition = طبعة مؤرشفة
archived-edition-of = طبعة مؤرشفة بتاريخ { $date }.
edition-up-to = المقالات حتى { $date }، والنصوص كما حُرِّرت حتى { $revision }.
edition-sources = النصوص كما حُرِّرت حتى { $revision }.
edition-live = الصفحة على الموقع
earlier-editions = طبعات سابقة
first-edition = وردت أولًا في طبعة { $date }
people-and-places = الأشخاص والأماكن
contents = المحتويات
