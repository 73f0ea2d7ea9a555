from django.urls import path

from . import duty_calendar_views as feeds
from . import duty_time_views as times
from . import duty_views as duties
from . import duty_word_views as words

app_name = "duties"

urlpatterns = [
    path("", duties.grid, name="grid"),
    path("export.csv", duties.export, name="export"),
    path("to-confirm/", words.to_confirm, name="to_confirm"),
    path("facts/confirm/", words.confirm, name="confirm"),
    path("facts/dispute/", words.dispute, name="dispute"),
    path("word/<str:token>/", words.one_tap, name="one_tap"),
    path("calendar/", feeds.calendar_page, name="calendar"),
    path("calendar/renew/", feeds.renew, name="calendar_renew"),
    path("calendar.ics", feeds.own_feed, name="own_feed"),
    path("calendar/<str:token>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("waivers/<uuid:pk>/withdraw/", times.withdraw, name="withdraw_waiver"),
    path("extensions/<uuid:pk>/decide/", times.decide, name="decide_extension"),
    path("<slug:code>/<uuid:organization>/", duties.duty, name="duty"),
    path("<slug:code>/<uuid:organization>/waive/", times.waive, name="waive"),
    path("<slug:code>/<uuid:organization>/extend/", times.extend, name="extend"),
]
