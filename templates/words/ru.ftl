# Слова интерфейса по-русски. Свои формулировки сайта стоят в words/ru.ftl.

skip = Перейти к тексту
menu = Главное меню
more = Ещё на сайте
comma = ,
not-available = Нет перевода
languages = Языки
breadcrumbs = Где вы находитесь
years = Годы
letters = Буквы
neighbours = До и после
by-year = По годам

dossiers = Досье
timeline = Хронология
tags = Метки
people = Люди
places = Места
organisations = Организации
archive = По датам
changes = Исправления и обновления
feed = Лента
json-feed = Лента JSON
calendar = Календарь
timeline-data = Хронология в данных
latest = Последнее
newest = последняя
home = Главная

articles = { $n ->
    [one] { $n } статья
    [few] { $n } статьи
    [many] { $n } статей
   *[other] { $n } статьи
}
events = { $n ->
    [one] { $n } событие
    [few] { $n } события
    [many] { $n } событий
   *[other] { $n } события
}
minutes = { $n ->
    [one] { $n } минута чтения
    [few] { $n } минуты чтения
    [many] { $n } минут чтения
   *[other] { $n } минуты чтения
}
here = { $n ->
    [one] { $n } из них здесь
    [few] { $n } из них здесь
    [many] { $n } из них здесь
   *[other] { $n } из них здесь
}
sources-n = { $n ->
    [one] { $n } источник
    [few] { $n } источника
    [many] { $n } источников
   *[other] { $n } источника
}
also-told = { $n ->
    [one] Ещё { $n } статья об этом
    [few] Ещё { $n } статьи об этом
    [many] Ещё { $n } статей об этом
   *[other] Ещё { $n } статьи об этом
}
since-summary = { $n ->
    [one] { $n } статья после этого изложения
    [few] { $n } статьи после этого изложения
    [many] { $n } статей после этого изложения
   *[other] { $n } статьи после этого изложения
}
shown-of = Поворотные точки и новейшее: { $n } из { $k } событий
part-of = Часть { $k } из { $n }

status-running = Продолжается
status-paused = Приостановлено
status-closed = Завершено

held-draft = Черновик
held-embargoed = Под эмбарго
held-future = Ещё не опубликовано
mark-correction = Исправлено
mark-retraction = Отозвано
turning-point = Поворотная точка

story-so-far = Что было до сих пор
as-of = По состоянию на
revisions = Прежние изменения этого изложения
phases = Этапы
whole-timeline = Вся хронология
all-articles = Все статьи
start-here = Начните отсюда
key-players = Главные участники
in-this-dossier = В этом досье
related-dossiers = Связанные досье
take-along = Следить и сохранить
printed-whole = На одной странице, для печати
back-to-dossier = Назад к досье
backlinks = Упоминается в
short-link = Короткая ссылка

by = Автор:
updated = Обновлено
withdrawn-on = Снято с публикации
what-happened = Что произошло
sources = Источники
accessed = просмотрено
archived-copy = архивная копия
notes = Примечания
previous = До этого
next = После этого
related = По теме
reason-chosen = Выбор редакции
reason-dossier = Из того же досье
reason-tag = Та же тема
reason-person = Тот же человек
reason-place = То же место
reason-organisation = Та же организация
correction-correction = Исправление
correction-clarification = Уточнение
correction-update = Обновление
correction-retraction = Опровержение
was-now = В этой статье говорилось: «{ $was }». Теперь в ней говорится: «{ $now }».

kind-tag = Темы
kind-person = Люди
kind-organisation = Организации
kind-place = Места
one-tag = Тема
one-person = Человек
one-organisation = Организация
one-place = Место
one-dossier = Досье
one-year = Год
one-month = Месяц
also = Также
names = Названия по периодам
position = Координаты
elsewhere = На других сайтах
goes-with = Часто вместе с

changes-intro = Все исправления, уточнения, обновления, опровержения и снятия с публикации, сначала новейшие.
no-changes = Пока ничего не менялось.
change-correction = Исправление
change-clarification = Уточнение
change-update = Обновление
change-retraction = Опровержение
change-withdrawal = Снятие с публикации

not-found = Не найдено
not-found-text = По этому адресу нет страницы. Возможно, он набран с ошибкой или неверна ссылка, которая привела сюда. Вот где искать истории.
to-home = На главную
moved = Страница переехала
embed-note = (загрузится со своего сайта, когда вы этого захотите)
copy = Копировать
copied = Скопировано

on-this-page = На этой странице
depth = Насколько подробно
depth-turning = Только поворотные точки
depth-events = События
depth-all = Всё
order = Порядок
oldest-first = Сначала старые
newest-first = Сначала новые
filter-all = Все
filter-shown = Показано событий
filter-clear = Показать все
new = Новое
new-since = Новое с вашего прошлого посещения
new-articles = статьи
new-events = события
to-first-new = К первому новому
began = Началось
ended = Закончилось
reported = Сообщено
cite = Как ссылаться
edition-of = Выпуск от
print = Печать
this-piece = Вы здесь
one-phase = Этап

search = Поиск
search-for = Что искать
search-any = Все
search-kind = Вид
search-keys = Фраза берётся в кавычки. Стрелки ведут по результатам, Escape возвращает назад.
search-found = { $n ->
    [one] { $n } результат
    [few] { $n } результата
    [many] { $n } результатов
   *[other] { $n } результата
}
search-none = Ничего не найдено
search-reading = тексты ещё читаются
search-titles = заголовки, метки и подзаголовки; чтобы искать в текстах, выберите досье
search-more = Ещё результаты
search-failed = Поиск не удалось загрузить.
search-without = Для поиска нужен JavaScript: он выключен или не загрузился. Без него смотрите здесь:
search-some = На этом языке статей: { $n } из { $k }. На других языках:
one-article = Статья
one-page = Страница

edition = Архивный выпуск
archived-edition-of = Архивный выпуск от { $date }.
edition-up-to = Статьи по { $date } включительно, тексты в редакции на { $revision }.
edition-sources = Тексты в редакции на { $revision }.
edition-live = Эта страница на сайте
earlier-editions = Предыдущие выпуски
first-edition = Впервые в выпуске от { $date }
people-and-places = Люди и места
contents = Содержание
